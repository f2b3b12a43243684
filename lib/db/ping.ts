import 'server-only'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log/logger'
import { dbPool } from './client'

const retryAfterSeconds = 5
// What the access token's own checks forgive (lib/session/access-token.ts), halved: replicas may differ both ways.
const maxSkewSeconds = 30

/**
 * Asks for the time, of a table that only a migrated database has. The database's clock judges sessions, each replica's
 * own judges access tokens: where they differ too much, tokens of one replica are refused by another.
 * @throws {AppError} service_unavailable, whatever the reason: it stands in the log
 */
export async function pingDatabase(): Promise<void> {
  try {
    const { rows } = await dbPool().query<{ seconds: number }>(statement)
    warnOfSkew(rows[0]!.seconds)
  } catch (error) {
    throw new AppError('service_unavailable', { retryAfterSeconds, cause: error })
  }
}

const statement = `SELECT extract(epoch FROM clock_timestamp())::float8 AS seconds,
  EXISTS (SELECT 1 FROM sessions LIMIT 0)`

function warnOfSkew(databaseSeconds: number): void {
  const skewSeconds = Math.round(Date.now() / 1_000 - databaseSeconds)
  if (Math.abs(skewSeconds) > maxSkewSeconds)
    log.warn('clock differs from the database', { skewSeconds })
}
