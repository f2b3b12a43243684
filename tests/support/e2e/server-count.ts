// What the server was really asked, counted where a request that the browser merely tried does not show: in the
// database's own log. Every renewal, by a page or by the guard, is one statement.
import { findStack } from '../stack/from-environment.ts'
import { statementsDuring } from '../statement-log.ts'

/** Renewals that reached the database while `work` ran. */
export async function renewalsDuring(work: () => Promise<unknown>): Promise<number> {
  const statements = await statementsDuring(findStack()!, work)
  return statements.filter((statement) => /\bUPDATE sessions s\b/.test(statement)).length
}
