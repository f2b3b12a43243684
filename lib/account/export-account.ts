// Everything stored about one user, as the text of one JSON document in pieces. Guarantees constant memory and no held
// connection however long the history is or slow the reader: rows are read in batches, each by its own statement.
// Does not include what opens anything: no token, no hash.
import 'server-only'
import { listAuditEvents } from '@/lib/audit/audit-event-store'
import { listGoogleAccounts } from '@/lib/google/google-account-store'
import { listFavourites } from '@/lib/product/favourite-store'
import { listNotes } from '@/lib/product/note-store'
import { listStoredSessions } from '@/lib/session/session-export-store'
import { type ExportedProfile, findProfile } from '@/lib/user/own-user-store'

const batchSize = 1_000

type LoadBatch<Row> = (userId: string, after: Row | null, limit: number) => Promise<Row[]>

/** One member of the document: an array that is written as it is read, a batch a piece. */
async function* toMember<Row>(
  name: string,
  userId: string,
  load: LoadBatch<Row>,
): AsyncGenerator<string> {
  yield `,\n${JSON.stringify(name)}: [`
  let after: Row | null = null
  for (let separator = '\n'; ; separator = ',\n') {
    const rows: Row[] = await load(userId, after, batchSize)
    if (rows.length > 0) yield separator + rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')
    if (rows.length < batchSize) break
    after = rows.at(-1)!
  }
  yield '\n]'
}

async function* toDocument(profile: ExportedProfile, now: Date): AsyncGenerator<string> {
  const { id } = profile
  const googleAccounts = await listGoogleAccounts(id)
  yield `{\n"exported_at": ${JSON.stringify(now)}`
  yield `,\n"profile": ${JSON.stringify(profile)}`
  yield `,\n"google_accounts": ${JSON.stringify(googleAccounts)}`
  yield* toMember('sessions', id, listStoredSessions)
  yield* toMember('favourites', id, listFavourites)
  yield* toMember('notes', id, listNotes)
  yield* toMember('audit_events', id, listAuditEvents)
  yield '\n}\n'
}

/** @returns null where there is no such user (any more) */
export async function exportAccount(
  userId: string,
  now: Date,
): Promise<AsyncGenerator<string> | null> {
  const profile = await findProfile(userId)
  return profile && toDocument(profile, now)
}
