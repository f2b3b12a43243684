// What the address of the audit log says. A filter that means nothing is named as a fault and nothing is listed: a log that
// silently shows more, or less, than was asked for would be believed.
import { z } from 'zod'
import { parseAuditCursor } from '@/lib/audit/audit-cursor'
import type { AuditPlace } from '@/lib/audit/audit-log-store'
import { auditEventTypes } from '@/lib/audit/record-audit-event'
import { type PageQuery, singleText } from '@/lib/http/page-query'

const dayMs = 86_400_000
const maxShownLength = 320

const auditFields = ['type', 'user', 'from', 'to'] as const
export type AuditField = (typeof auditFields)[number]

/** Of whom: a user's id, or whoever has an address. */
export type AuditSubject = { id: string } | { email: string }

export type AuditQuery = {
  /** As the fields of the form show it again. */
  shown: Record<AuditField, string>
  faults: readonly AuditField[]
  type: string | null
  /** null for everybody. */
  subject: AuditSubject | null
  from: Date | null
  /** The first moment that is out of it: the day named is in it to its end. */
  until: Date | null
  before: AuditPlace | null
}

const uuid = z.uuid()

// Each gives null where nothing is asked for, and undefined for what means nothing.

function parseType(text: string): string | null | undefined {
  return text === '' ? null : auditEventTypes.find((type) => type === text)
}

function parseSubject(text: string): AuditSubject | null | undefined {
  if (text === '') return null
  const lowerCase = text.toLowerCase()
  if (uuid.safeParse(lowerCase).success) return { id: lowerCase }
  return /^[^\s@]+@[^\s@]+$/.test(text) ? { email: lowerCase } : undefined
}

/** Midnight, UTC. */
function parseDay(text: string): Date | null | undefined {
  if (text === '') return null
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return undefined
  const day = new Date(`${text}T00:00:00Z`)
  // Of 30 February a Date makes a day in March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : undefined
}

function toShown(query: PageQuery): Record<AuditField, string> {
  const entries = auditFields.map((field) => {
    return [field, singleText(query[field]).slice(0, maxShownLength).toWellFormed()]
  })
  return Object.fromEntries(entries) as Record<AuditField, string>
}

export function parseAuditQuery(query: PageQuery): AuditQuery {
  const shown = toShown(query)
  const [from, to] = [parseDay(shown.from), parseDay(shown.to)]
  const isBackwards = Boolean(from && to && from > to)
  const parsed = {
    type: parseType(shown.type),
    user: parseSubject(shown.user),
    from,
    to: isBackwards ? undefined : to,
  }
  return {
    shown,
    faults: auditFields.filter((f) => parsed[f] === undefined || Array.isArray(query[f])),
    type: parsed.type ?? null,
    subject: parsed.user ?? null,
    from: from ?? null,
    until: to ? new Date(to.getTime() + dayMs) : null,
    before: parseAuditCursor(singleText(query.before)),
  }
}
