// A user's next events for a page, read through the same code as the gateway and without a request to ourselves. What
// Google says is cut down to what is shown; whatever goes wrong becomes one of the closed list of states.
import 'server-only'
import { z } from 'zod'
import { isUnavailable } from '@/lib/db/unavailable'
import { AppError } from '@/lib/errors'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { log } from '@/lib/log/logger'
import { readGoogle } from './read-google'

/** `start` is a time with offset, or a date for what lasts all day; `title` null where the event has none. */
export type NextEvent = {
  id: string
  title: string | null
  start: { kind: 'time'; at: string } | { kind: 'date'; date: string }
  location: string | null
}

export type NextEvents =
  /** `timeZone` is the calendar's own (IANA). */
  | { kind: 'events'; timeZone: string; events: NextEvent[] }
  | { kind: 'not_connected' }
  | { kind: 'needs_reconnect' }
  | { kind: 'unavailable' }

const shown = 5
const maxTextLength = 200

const text = z.string().transform((value) => value.slice(0, maxTextLength).toWellFormed().trim())
const startSchema = z.union([
  z.object({ dateTime: z.iso.datetime({ offset: true }) }),
  z.object({ date: z.iso.date() }),
])
const answerSchema = z.object({
  timeZone: z.string().refine(isTimeZone).catch('UTC'),
  items: z.array(
    z.object({
      id: z.string(),
      summary: text.optional(),
      location: text.optional(),
      start: startSchema,
    }),
  ),
})

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: name }))
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function toNextEvent(item: z.output<typeof answerSchema>['items'][number]): NextEvent {
  const { id, summary, location, start } = item
  return {
    id,
    title: summary || null,
    start:
      'dateTime' in start
        ? { kind: 'time', at: start.dateTime }
        : { kind: 'date', date: start.date },
    location: location || null,
  }
}

function toState(error: unknown, requestId: string): NextEvents {
  const code = error instanceof AppError ? error.code : null
  if (code === 'google_scope_required') return { kind: 'not_connected' }
  if (code === 'google_reconnect_required') return { kind: 'needs_reconnect' }
  if (code === null && !isUnavailable(error)) throw error
  log.warn('events not shown', { requestId, error })
  return { kind: 'unavailable' }
}

/**
 * Counts as a call of the gateway.
 * @param address the client's, null where nobody trusted named one
 * @param requestId under which trouble is logged and which the page shows
 */
export async function readNextEvents(
  userId: string,
  address: string | null,
  now: Date,
  requestId: string,
): Promise<NextEvents> {
  const query = {
    timeMin: now.toISOString(),
    maxResults: String(shown),
    singleEvents: 'true',
    orderBy: 'startTime',
  }
  const input = { params: { calendarId: 'primary' }, query }
  try {
    await requireWithinLimit('gateway', { user: userId, address })
    const answer = await readGoogle(userId, 'calendar.events.list', input, answerSchema)
    const events = answer.items.slice(0, shown).map(toNextEvent)
    return { kind: 'events', timeZone: answer.timeZone, events }
  } catch (error) {
    return toState(error, requestId)
  }
}
