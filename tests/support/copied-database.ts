import { randomBytes } from 'node:crypto'
import { queryDatabase } from './query-database.ts'
import type { StackAddresses } from './stack/addresses.ts'

/** The stack as it is, but on a migrated and seeded database of the test's own. */
export async function withCopiedDatabase(stack: StackAddresses): Promise<StackAddresses> {
  const name = `copy_${randomBytes(8).toString('hex')}`
  await queryDatabase(stack, `CREATE DATABASE ${name} TEMPLATE ${stack.templateDatabase}`)
  const url = new URL(stack.databaseUrl)
  url.pathname = `/${name}`
  return { ...stack, databaseUrl: url.href }
}
