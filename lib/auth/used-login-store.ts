import 'server-only'
import { dbPool } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'

/** Whether this login has ended in a session. @throws where the database does not answer */
export async function isLoginUsed(stateHash: Buffer): Promise<boolean> {
  const { rowCount } = await dbPool().query({
    name: 'login-used',
    text: 'SELECT 1 FROM used_logins WHERE state_hash = $1',
    values: [stateHash],
  })
  return rowCount === 1
}

/**
 * Binds a session to its login, in the transaction that creates the session: of two that try, the second waits for the
 * first to commit and then learns that it has lost.
 * @returns false where the login has ended in a session before, on whatever replica
 */
export async function markLoginUsed(
  transaction: Transaction,
  stateHash: Buffer<ArrayBuffer>,
  lifetimeSeconds: number,
): Promise<boolean> {
  const inserted = await transaction.$executeRaw`
    INSERT INTO used_logins (state_hash, expires_at)
    VALUES (${stateHash}, now() + make_interval(secs => ${lifetimeSeconds}::int))
    ON CONFLICT DO NOTHING`
  return inserted === 1
}
