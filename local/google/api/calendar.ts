import { createHash } from 'node:crypto'
import { GoogleApiError } from '../google-error.ts'
import { calendarEventsScope, calendarScope } from '../scopes.ts'
import { parseCount, parseTime, toPage, type ApiCall, type ApiRoute } from './api-route.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const holidays = 'en.usa#holiday@group.v.calendar.google.com'

type Event = Record<string, unknown> & { id: string; summary: string; start: Times; end: Times }
type Times = { date: string } | { dateTime: string; timeZone: string }

// [title, days from today, hour of the day, hours it takes]; no hour is a whole day.
const planned: readonly [string, number, number | null, number][] = [
  ['Retrospective', -1, 14, 1],
  ['Design review', 1, 14, 1],
  ['Lunch with the team', 2, 12, 1],
  ['Release day', 3, null, 24],
  ['Dentist', 4, 8, 0.5],
  ['Visit of the museum', 6, null, 48],
  ['One-to-one', 8, 15, 0.5],
  ['Train to Zürich', 12, 7, 4],
]
const standUps = 30

function toTimes(
  startMs: number,
  hours: number,
  isWholeDay: boolean,
): { start: Times; end: Times } {
  const toTime = (ms: number): Times =>
    isWholeDay
      ? { date: new Date(ms).toISOString().slice(0, 10) }
      : { dateTime: new Date(ms).toISOString(), timeZone: 'UTC' }
  return { start: toTime(startMs), end: toTime(startMs + hours * hourMs) }
}

function toEvent(
  sub: string,
  email: string,
  {
    title,
    startMs,
    hours,
    isWholeDay,
  }: Record<'startMs' | 'hours', number> & {
    title: string
    isWholeDay: boolean
  },
): Event {
  // Stable for the account, the title and the day, in the letters that Google allows.
  const seed = `${sub} ${title} ${startMs}`
  const id = createHash('sha256').update(seed).digest('hex').slice(0, 26)
  return {
    kind: 'calendar#event',
    etag: `"${id.slice(0, 16)}"`,
    id,
    status: 'confirmed',
    htmlLink: `https://www.google.com/calendar/event?eid=${id}`,
    created: '2026-01-05T08:00:00.000Z',
    updated: '2026-01-05T08:00:00.000Z',
    summary: title,
    creator: { email, self: true },
    organizer: { email, self: true },
    ...toTimes(startMs, hours, isWholeDay),
    iCalUID: `${id}@google.com`,
    sequence: 0,
    reminders: { useDefault: true },
    eventType: 'default',
  }
}

/** The account's calendar around `now`: yesterday to the end of next month, unsorted. */
export function listEvents(sub: string, email: string, now: Date): Event[] {
  const midnight = Math.floor(now.getTime() / dayMs) * dayMs
  const single = planned.map(([title, days, hour, hours]) => {
    const startMs = midnight + days * dayMs + (hour ?? 0) * hourMs
    return toEvent(sub, email, { title, startMs, hours, isWholeDay: hour === null })
  })
  const series = Array.from({ length: standUps }, (_, day) => {
    const startMs = midnight + (day + 1) * dayMs + 9 * hourMs
    const event = toEvent(sub, email, {
      title: 'Stand-up',
      startMs,
      hours: 0.25,
      isWholeDay: false,
    })
    const { start } = event
    return { ...event, recurringEventId: toSeriesId(sub), originalStartTime: start }
  })
  return [...single, ...series]
}

function toSeriesId(sub: string): string {
  return createHash('sha256').update(`${sub} series`).digest('hex').slice(0, 26)
}

/** Without `singleEvents` a series is one event with its rule, not many. */
function toSeries(events: readonly Event[], sub: string): Event[] {
  const first = events.find((event) => 'recurringEventId' in event)
  const single = events.filter((event) => !('recurringEventId' in event))
  if (!first) return single
  const { recurringEventId: _, originalStartTime: __, ...series } = first
  return [...single, { ...series, id: toSeriesId(sub), recurrence: ['RRULE:FREQ=DAILY;COUNT=30'] }]
}

function toMs(times: Times): number {
  return Date.parse('date' in times ? times.date : times.dateTime)
}

function requireCalendar({ params, email }: ApiCall): 'own' | 'holidays' {
  const [id] = params
  if (id === 'primary' || id === email) return 'own'
  if (id === holidays) return 'holidays'
  throw new GoogleApiError(404, 'Not Found')
}

function answerEvents(call: ApiCall) {
  const { query, sub, email, now } = call
  const calendar = requireCalendar(call)
  const maxResults = parseCount(query, 'maxResults', { standard: 250, max: 2500 })
  const [from, to] = [parseTime(query, 'timeMin'), parseTime(query, 'timeMax')]
  const isSingle = query.get('singleEvents') === 'true'
  const orderBy = query.get('orderBy')
  if (orderBy === 'startTime' && !isSingle) {
    const message = 'The requested ordering is not available for the particular query.'
    throw new GoogleApiError(400, message)
  }
  const all = calendar === 'own' ? listEvents(sub, email, now) : []
  // As Google: `timeMin` bounds the end of an event and `timeMax` its start, both exclusive.
  const chosen = (isSingle ? all : toSeries(all, sub))
    .filter(({ end }) => !from || toMs(end) > from.getTime())
    .filter(({ start }) => !to || toMs(start) < to.getTime())
    .filter(({ summary }) => matches(summary, query.get('q')))
  if (orderBy === 'startTime') chosen.sort((a, b) => toMs(a.start) - toMs(b.start))
  const { items, nextPageToken } = toPage(chosen, query, maxResults)
  return {
    kind: 'calendar#events',
    etag: '"p33c9d5h2k8nm40g"',
    summary: calendar === 'own' ? email : 'Holidays in United States',
    updated: '2026-01-05T08:00:00.000Z',
    timeZone: 'UTC',
    accessRole: calendar === 'own' ? 'owner' : 'reader',
    defaultReminders: [{ method: 'popup', minutes: 10 }],
    nextPageToken,
    nextSyncToken: nextPageToken ? undefined : 'CPDAlvWDx70CEPDAlvWDx70CGAU=',
    items,
  }
}

function matches(summary: string, words: string | null): boolean {
  return words === null || summary.toLowerCase().includes(words.toLowerCase())
}

function answerEvent(call: ApiCall) {
  const { sub, email, now, params } = call
  const all = requireCalendar(call) === 'own' ? listEvents(sub, email, now) : []
  const event = [...all, ...toSeries(all, sub)].find(({ id }) => id === params[1])
  if (!event) throw new GoogleApiError(404, 'Not Found')
  return event
}

function answerCalendarList({ query, email }: ApiCall) {
  const common = { kind: 'calendar#calendarListEntry', etag: '"1"', timeZone: 'UTC' }
  const calendars = [
    { ...common, id: email, summary: email, accessRole: 'owner', primary: true, selected: true },
    { ...common, id: holidays, summary: 'Holidays in United States', accessRole: 'reader' },
  ]
  const pageSize = parseCount(query, 'maxResults', { standard: 100, max: 250 })
  const { items, nextPageToken } = toPage(calendars, query, pageSize)
  return { kind: 'calendar#calendarList', etag: '"2"', nextPageToken, items }
}

/** `freeBusy` is a read by POST: what a gateway may pass on though the method is not a safe one. */
function answerFreeBusy({ body, sub, email, now }: ApiCall) {
  const asked = (body ?? {}) as { timeMin?: unknown; timeMax?: unknown; items?: unknown }
  const times = new URLSearchParams()
  for (const name of ['timeMin', 'timeMax'] as const) times.set(name, String(asked[name] ?? ''))
  const [from, to] = [parseTime(times, 'timeMin'), parseTime(times, 'timeMax')]
  const ids = (Array.isArray(asked.items) ? asked.items : []).map((item) =>
    String((item as { id?: unknown } | null)?.id),
  )
  const busy = listEvents(sub, email, now)
    .filter(({ start }) => 'dateTime' in start)
    .filter(({ start, end }) => toMs(end) > Number(from) && toMs(start) < Number(to))
    .map(({ start, end }) => ({
      start: new Date(toMs(start)).toISOString(),
      end: new Date(toMs(end)).toISOString(),
    }))
  const unknown = { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] }
  const isOwn = (id: string) => id === 'primary' || id === email
  return {
    kind: 'calendar#freeBusy',
    timeMin: from?.toISOString(),
    timeMax: to?.toISOString(),
    calendars: Object.fromEntries(ids.map((id) => [id, isOwn(id) ? { busy } : unknown])),
  }
}

const eventScopes = [calendarScope, calendarEventsScope]

export const calendarRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    pattern: /^\/calendar\/v3\/users\/me\/calendarList$/,
    scopes: [calendarScope],
    rpc: 'calendar.v3.CalendarList.List',
    answer: answerCalendarList,
  },
  {
    method: 'GET',
    pattern: /^\/calendar\/v3\/calendars\/([^/]+)\/events$/,
    scopes: eventScopes,
    rpc: 'calendar.v3.Events.List',
    answer: answerEvents,
  },
  {
    method: 'GET',
    pattern: /^\/calendar\/v3\/calendars\/([^/]+)\/events\/([^/]+)$/,
    scopes: eventScopes,
    rpc: 'calendar.v3.Events.Get',
    answer: answerEvent,
  },
  {
    method: 'POST',
    pattern: /^\/calendar\/v3\/freeBusy$/,
    scopes: [calendarScope],
    rpc: 'calendar.v3.FreeBusy.Query',
    answer: answerFreeBusy,
  },
]
