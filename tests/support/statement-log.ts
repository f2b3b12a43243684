// What the site asked of the database, read from Postgres' own log.
import { queryDatabase } from './query-database.ts'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import {} from './planted-session.ts'
import type { StackAddresses } from './stack/addresses.ts'

type Stack = Pick<StackAddresses, 'databaseUrl' | 'statementLogFile'>

// Every process makes it every few seconds on its own account, whatever is asked of it (lib/replicas/roll-call.ts).
const rollCall = 'INSERT INTO replicas'

/** The statements of every server while `work` ran; the work itself must ask the database for nothing. */
export async function statementsDuring(
  stack: Stack,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const marks = [randomUUID(), randomUUID()] as const
  await queryDatabase(stack, `SELECT '${marks[0]}'`)
  await work()
  await queryDatabase(stack, `SELECT '${marks[1]}'`)
  // Postgres writes its log through a pipe: a statement may be answered before it is there to read.
  await expect.poll(() => readFile(stack.statementLogFile, 'utf8')).toContain(marks[1])
  const text = await readFile(stack.statementLogFile, 'utf8')
  const between = text.slice(text.indexOf(marks[0]), text.indexOf(marks[1]))
  return [...between.matchAll(/ LOG: {2}(?:statement|execute [^:]*): (.*(?:\n[^\d].*)*)/g)]
    .map(([, statement]) => statement!)
    .slice(0, -1)
    .filter((statement) => !statement.includes(rollCall))
}
