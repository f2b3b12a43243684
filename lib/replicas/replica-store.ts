import 'server-only'
import { dbPool } from '@/lib/db/client'
import type { Accepted } from './minting-rule'

// One round trip: says that this replica is alive, and learns which others are.
const callStatement = `
WITH present AS (
  INSERT INTO replicas (id, accepts, seen_at) VALUES ($1, $2, now())
  ON CONFLICT (id) DO UPDATE SET accepts = EXCLUDED.accepts, seen_at = now()
)
SELECT accepts FROM replicas
WHERE id <> $1 AND accepts IS NOT NULL
  AND seen_at BETWEEN now() - make_interval(secs => $3) AND now() + interval '5 seconds'`

/** @returns what each other replica accepts that was seen within `seconds` */
export async function markPresent(
  id: string,
  accepts: Accepted,
  seconds: number,
): Promise<Accepted[]> {
  const { rows } = await dbPool().query<{ accepts: string[] }>({
    name: 'replicas-call',
    text: callStatement,
    values: [id, accepts, seconds],
  })
  return rows.map((row) => row.accepts)
}

export async function deleteReplica(id: string): Promise<void> {
  await dbPool().query('DELETE FROM replicas WHERE id = $1', [id])
}
