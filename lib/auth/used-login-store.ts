import 'server-only'
import { dbPool } from '@/lib/db/client'

/** Marks a login's callback as answered. @returns false where it was answered before, on whatever replica */
export async function markLoginUsed(stateHash: Buffer, lifetimeSeconds: number): Promise<boolean> {
  const { rowCount } = await dbPool().query(
    `INSERT INTO used_logins (state_hash, expires_at)
     VALUES ($1, now() + make_interval(secs => $2)) ON CONFLICT DO NOTHING`,
    [stateHash, lifetimeSeconds],
  )
  return rowCount === 1
}
