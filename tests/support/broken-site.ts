// Replicas beside the stack's, over a database that is not what the site knows: how faults of ours are provoked.
import pg from 'pg'
import { queryDatabase } from './query-database.ts'
import type { StackAddresses } from './stack/addresses.ts'
import { type Replica, type ReplicaOptions, startReplica } from './stack/replica.ts'

export interface BrokenDatabase {
  /** The stack as it is, but for its database. */
  readonly addresses: StackAddresses
  start(options?: ReplicaOptions): Promise<Replica>
  run(statement: string): Promise<unknown>
  drop(): Promise<void>
}

/** A whole database yet; `run` is to break it. */
export async function createBrokenDatabase(
  stack: StackAddresses,
  name: string,
): Promise<BrokenDatabase> {
  const database = `${name}_${process.pid}`
  const template = pg.escapeIdentifier(stack.templateDatabase)
  await queryDatabase(stack, `CREATE DATABASE ${database} TEMPLATE ${template}`)
  const url = new URL(stack.databaseUrl)
  url.pathname = `/${database}`
  const addresses = { ...stack, databaseUrl: url.href }
  return {
    addresses,
    start: (options) => startReplica(addresses, options),
    run: (statement) => queryDatabase(addresses, statement),
    drop: async () => void (await queryDatabase(stack, `DROP DATABASE ${database} WITH (FORCE)`)),
  }
}
