import 'server-only'
import { toAuditCursor } from '@/lib/audit/audit-cursor'
import {
  type AuditFilter,
  type AuditPlace,
  type LoggedEvent,
  findLoggedEvents,
  findSignedInUsers,
} from '@/lib/audit/audit-log-store'
import { findSessionOwners } from '@/lib/session/acting-session-store'
import { type NamedUser, findUserIdsByEmail, findUsersByIds } from '@/lib/user/user-admin-store'
import type { AuditQuery } from './audit-query'

const pageSize = 50

export type AuditEntry = LoggedEvent & {
  /** Whom it happened to, unless they are gone. */
  user: NamedUser | null
  /** Who had it done, where that was another session and its user is not gone. */
  actor: NamedUser | null
}

/** `next` is null on the last page. */
export type AuditPage = { entries: AuditEntry[]; next: string | null }

function distinct(ids: readonly (string | null | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => id != null))]
}

/** The user of each session: by its row, or when that is pruned by its sign-in. */
async function findActors(sessionIds: readonly string[]): Promise<Map<string, string>> {
  const owners = await findSessionOwners(sessionIds)
  const pruned = sessionIds.filter((id) => !owners.some(({ sessionId }) => sessionId === id))
  const found = [...owners, ...(await findSignedInUsers(pruned))]
  return new Map(found.map(({ sessionId, userId }) => [sessionId, userId]))
}

async function withNames(events: readonly LoggedEvent[]): Promise<AuditEntry[]> {
  const actors = await findActors(distinct(events.map((event) => event.actorSessionId)))
  const userIds = distinct([...events.map((event) => event.userId), ...actors.values()])
  const users = new Map((await findUsersByIds(userIds)).map((user) => [user.id, user]))
  return events.map((event) => ({
    ...event,
    user: users.get(event.userId ?? '') ?? null,
    actor: users.get(actors.get(event.actorSessionId ?? '') ?? '') ?? null,
  }))
}

async function listEvents(
  filter: AuditFilter,
  before: AuditPlace | null,
  limit: number,
): Promise<AuditPage> {
  const rows = await findLoggedEvents(filter, before, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? toAuditCursor(last) : null
  return { entries: await withNames(shown), next }
}

async function toUserIds(subject: AuditQuery['subject']): Promise<string[] | null> {
  if (!subject) return null
  return 'id' in subject ? [subject.id] : findUserIdsByEmail(subject.email)
}

/** One page of the log, the newest first; nothing where the query has faults. */
export async function listAuditLog(query: AuditQuery): Promise<AuditPage> {
  const { faults, type, subject, from, until, before } = query
  if (faults.length > 0) return { entries: [], next: null }
  const userIds = await toUserIds(subject)
  return listEvents({ type, userIds, from, until }, before, pageSize)
}

/** The latest of what happened to one user. */
export async function listLatestEvents(userId: string, limit: number): Promise<AuditEntry[]> {
  const filter = { type: null, userIds: [userId], from: null, until: null }
  return (await listEvents(filter, null, limit)).entries
}
