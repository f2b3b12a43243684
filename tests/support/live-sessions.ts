import { queryDatabase } from './query-database.ts'
import type { StackAddresses } from './stack/addresses.ts'

/** Everything that requests could end or change: all sessions as they stand, and who may do what. */
export async function readAllRights(stack: Pick<StackAddresses, 'databaseUrl'>): Promise<unknown> {
  return queryDatabase(
    stack,
    `SELECT s.id, s.token_hash, s.revoked_at, s.user_id, u.role, u.email, u.disabled_at
     FROM sessions s JOIN users u ON u.id = s.user_id ORDER BY s.id`,
  )
}
