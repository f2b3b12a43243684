// What happened to a user's own account, for them to see. Guarantees that nobody sees another's: the user is the one who
// asks, and a cursor says where to go on, not whose events these are.
import 'server-only'
import type { Device } from '@/lib/session/device-in-words'
import { findOwnDevices } from '@/lib/session/own-devices'
import { toAuditCursor } from './audit-cursor'
import { type AuditPlace, findLoggedEvents } from './audit-log-store'
import { type AuditEventType, auditEventTypes } from './record-audit-event'

export type Activity = {
  id: string
  type: AuditEventType
  /** A code of ours. */
  reason: string | null
  /** /24 of IPv4, /48 of IPv6. */
  truncatedAddress: string | null
  /** Of the session it happened to, or that acted; null where that is not known (any more). */
  device: Device | null
  at: Date
  /** It happened to the session that asks, or that session did it. */
  isOfThisSession: boolean
  /** The session that asks did it to another one. */
  isByThisSession: boolean
}

export type ActivityPage = {
  activities: Activity[]
  /** Where the next page begins, or null where there is none. */
  next: string | null
}

function toType(type: string): AuditEventType | null {
  return auditEventTypes.find((known) => known === type) ?? null
}

/** The latest first. A type that this version does not know is left out. */
export async function listOwnActivity(
  { userId, sessionId }: { userId: string; sessionId: string },
  before: AuditPlace | null,
  limit: number,
): Promise<ActivityPage> {
  const own = { type: null, userIds: [userId], from: null, until: null }
  const rows = await findLoggedEvents(own, before, limit + 1)
  const shown = rows.slice(0, limit)
  const sessionIds = shown.flatMap((row) => row.sessionId ?? [])
  const devices = await findOwnDevices(userId, sessionIds)
  const activities = shown.flatMap((row): Activity[] => {
    const type = toType(row.type)
    if (!type) return []
    const { id, reason, truncatedAddress, createdAt: at } = row
    const device = (row.sessionId && devices.get(row.sessionId)) || null
    const isOfThisSession = row.sessionId === sessionId
    const isByThisSession = row.actorSessionId === sessionId
    return [{ id, type, reason, truncatedAddress, device, at, isOfThisSession, isByThisSession }]
  })
  const last = shown.at(-1)
  return { activities, next: last && rows.length > limit ? toAuditCursor(last) : null }
}
