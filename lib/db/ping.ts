import 'server-only'
import { dbPool } from './client'

/** @throws where the database does not answer in time */
export async function pingDatabase(): Promise<void> {
  await dbPool().query('SELECT 1')
}
