// Users as an administrator finds, sees and blocks them.
import 'server-only'
import { dbPool } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import type { Role } from '@/lib/session/access-token'
import type { UserState } from './user-states'

export type AdminUser = {
  id: string
  email: string
  name: string | null
  role: Role
  disabledAt: Date | null
  createdAt: Date
}

/** Who a user is, for a list of something else. */
export type NamedUser = { id: string; email: string }

const columns = `id, email, name, role, disabled_at AS "disabledAt", created_at AS "createdAt"`

const conditionOf: Record<UserState, string> = {
  all: 'true',
  active: 'disabled_at IS NULL',
  blocked: 'disabled_at IS NOT NULL',
  admins: "role = 'admin'",
}

// Each word begins a word of the address or the name. Letters, digits and what is not ASCII: nothing to quote.
function toTsquery(words: readonly string[]): string {
  return words.map((word) => `'${word}':*`).join(' & ')
}

// How many begin with a word Postgres can only guess, and it guesses high: without the fence it reads all users along the
// key for somebody who is rare (22 s among a million). With it, what is found by the index is sorted: a millisecond for
// some, a second for a third of a million. A word that more share is cut off by the statement's time-out.
const searchedUsers = (state: UserState) => `
  SELECT * FROM (
    SELECT ${columns} FROM users
    WHERE ${conditionOf[state]} AND user_words(email, name) @@ to_tsquery('simple', $3)
      AND ($1::uuid IS NULL OR id < $1::uuid) OFFSET 0
  ) found ORDER BY id DESC LIMIT $2`

// Along the primary key; blocked users and administrators, of whom there are few, have an index each.
const allUsers = (state: UserState) => `
  SELECT ${columns} FROM users
  WHERE ${conditionOf[state]} AND ($1::uuid IS NULL OR id < $1::uuid)
  ORDER BY id DESC LIMIT $2`

/**
 * The newest first, as ids of version 7 have it.
 * @param words of toSearchWords (lib/admin/user-query.ts); none for everybody
 * @param afterId behind this user
 */
export async function findUsers(
  words: readonly string[],
  state: UserState,
  afterId: string | null,
  limit: number,
): Promise<AdminUser[]> {
  const place = [afterId, limit]
  const { rows } =
    words.length === 0
      ? await dbPool().query<AdminUser>(allUsers(state), place)
      : await dbPool().query<AdminUser>(searchedUsers(state), [...place, toTsquery(words)])
  return rows
}

export async function findUser(id: string): Promise<AdminUser | null> {
  const { rows } = await dbPool().query<AdminUser>(`SELECT ${columns} FROM users WHERE id = $1`, [
    id,
  ])
  return rows[0] ?? null
}

export async function findUsersByIds(ids: readonly string[]): Promise<NamedUser[]> {
  if (ids.length === 0) return []
  const { rows } = await dbPool().query<NamedUser>(
    'SELECT id, email FROM users WHERE id = ANY($1::uuid[])',
    [ids],
  )
  return rows
}

/** Two users may have had one address at different times, and the later sign-in has not come yet. */
export async function findUserIdsByEmail(email: string): Promise<string[]> {
  const { rows } = await dbPool().query<{ id: string }>(
    'SELECT id FROM users WHERE email = $1 ORDER BY id LIMIT 10',
    [email],
  )
  return rows.map(({ id }) => id)
}

/**
 * Held until the transaction ends, in one order, so that two who act on each other take turns. A new session or favourite
 * of theirs does not wait.
 * @returns those of the ids that there are
 */
export async function lockUsers(
  transaction: Transaction,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  return rows.map(({ id }) => id)
}

/** Blocking whom is blocked changes nothing, and neither does the contrary; the database records what changed. */
export async function setDisabled(
  transaction: Transaction,
  userId: string,
  isDisabled: boolean,
): Promise<void> {
  // As revocations are stamped: the replicas' list of them looks back from the database's own clock.
  await transaction.$executeRaw`
    UPDATE users SET updated_at = now(),
      disabled_at = CASE WHEN ${isDisabled} THEN clock_timestamp() END
    WHERE id = ${userId}::uuid AND (disabled_at IS NOT NULL) <> ${isDisabled}`
}
