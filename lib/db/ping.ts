import 'server-only'
import { AppError } from '@/lib/errors'
import { dbPool } from './client'

const retryAfterSeconds = 5

/**
 * Asks for nothing, of a table that only a migrated database has.
 * @throws {AppError} service_unavailable, whatever the reason: it stands in the log
 */
export async function pingDatabase(): Promise<void> {
  try {
    await dbPool().query('SELECT 1 FROM sessions LIMIT 0')
  } catch (error) {
    throw new AppError('service_unavailable', { retryAfterSeconds, cause: error })
  }
}
