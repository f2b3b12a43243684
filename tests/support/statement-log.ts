// What the site asked of the database, read from Postgres' own log.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { queryDatabase } from './query-database.ts'
import type { StackAddresses } from './stack/addresses.ts'

type Stack = Pick<StackAddresses, 'databaseUrl' | 'statementLogFile'>

// Every process makes it every few seconds on its own account, whatever is asked of it (lib/replicas/roll-call.ts).
const rollCall = 'INSERT INTO replicas'

// A limit counts in Redis or, as here, in Postgres: what a request costs besides is counted apart from it.
const counting = 'INSERT INTO "counters"'

/** The statements of every server while `work` ran, those of the limits included. */
export async function everyStatementDuring(
  stack: Stack,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const marks = [randomUUID(), randomUUID()] as const
  await queryDatabase(stack, `SELECT '${marks[0]}'`)
  await work()
  await queryDatabase(stack, `SELECT '${marks[1]}'`)
  const text = await readUntil(stack.statementLogFile, marks[1])
  const between = text.slice(text.indexOf(marks[0]), text.indexOf(marks[1]))
  // Other databases of the same server are other tests' affair.
  const database = new URL(stack.databaseUrl).pathname.slice(1)
  const entry = / (\S*) LOG: {2}(?:statement|execute \S+): (.*(?:\n[^\d].*)*)/g
  return [...between.matchAll(entry)]
    .filter(([, name]) => name === database)
    .map(([, , statement]) => statement!)
    .slice(0, -1)
    .filter((statement) => !statement.includes(rollCall))
}

/** The statements of every server while `work` ran; the work itself must ask the database for nothing. */
export async function statementsDuring(
  stack: Stack,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const statements = await everyStatementDuring(stack, work)
  return statements.filter((statement) => !isCounting(statement))
}

/** Whether a statement counts for a limit. */
export function isCounting(statement: string): boolean {
  return statement.includes(counting)
}

// Postgres writes its log through a pipe: a statement may be answered before it is there to read.
async function readUntil(file: string, mark: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const text = await readFile(file, 'utf8')
    if (text.includes(mark)) return text
    await delay(50)
  }
  throw new Error(`no ${mark} in ${file}`)
}
