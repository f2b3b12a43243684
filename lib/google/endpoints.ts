// The gateway's table: every request it can make of Google, and nothing else can be made. A row says method and path,
// what a parameter may look like, which names the query may have, which permission it needs and how much it may take.
// How to add one: docs/gateway.md.
import type { ScopeName } from './scopes'

/** Where the services are, and what their paths begin with there. */
export const services = {
  calendar: { origin: 'https://www.googleapis.com', base: '/calendar' },
  drive: { origin: 'https://www.googleapis.com', base: '/drive' },
  people: { origin: 'https://people.googleapis.com', base: '' },
} as const

export type ServiceName = keyof typeof services
export type GatewayMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Endpoint = {
  method: GatewayMethod
  service: ServiceName
  /** Behind the service's base, at Google and at the gateway alike; `{name}` stands for one segment. */
  path: string
  scope: ScopeName
  /** What a parameter may be, decoded. */
  params: Readonly<Record<string, RegExp>>
  /** What the query may hold, each name at most once. */
  query: Readonly<Record<string, RegExp>>
  /** Nothing is read where it is 0. */
  maxRequestBytes: number
  /** Answers stream through and cost no memory: this ends what would never end. */
  maxAnswerBytes: number
  /** Until Google begins to answer. */
  answerMs: number
  /** Until the last byte. */
  totalMs: number
}

const standard = {
  maxRequestBytes: 0,
  maxAnswerBytes: 128 * 1_024 * 1_024,
  answerMs: 10_000,
  totalMs: 120_000,
} as const

type Row = Pick<Endpoint, 'scope' | 'params' | 'query'> & Partial<Endpoint>

function read(service: ServiceName, path: string, row: Row): Endpoint {
  return { ...standard, method: 'GET', service, path, ...row }
}

// Values as Google documents them; no pattern lets a slash, a backslash or a control character through.
const calendarId = /^(?:primary|[\w.+#-]{1,190}@[a-z0-9.-]{1,64})$/i
const eventId = /^[a-z0-9_]{1,1024}$/i
const fileId = /^[\w-]{1,128}$/
const personId = /^c\d{1,32}$/
const count = /^[1-9]\d{0,3}$/
const flag = /^(?:true|false)$/
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/
const timeZone = /^[A-Za-z_]{1,32}(?:\/[A-Za-z_+\d-]{1,32}){0,2}$/
const token = /^[\w=+/~.-]{1,1024}$/
const words = /^[^\p{Cc}\p{Cs}]{1,512}$/u
const fields = /^[\w*,()/.]{1,512}$/
const sorting = /^[A-Za-z_]{1,32}(?: desc)?(?:,[A-Za-z_]{1,32}(?: desc)?){0,4}$/
const personFields = /^[A-Za-z]{1,32}(?:,[A-Za-z]{1,32}){0,31}$/

const page = { maxResults: count, pageToken: token }
const files = { pageSize: count, pageToken: token, fields }

export const endpoints = {
  'calendar.calendarList.list': read('calendar', '/v3/users/me/calendarList', {
    scope: 'calendar',
    params: {},
    query: { ...page, showHidden: flag },
  }),
  'calendar.events.list': read('calendar', '/v3/calendars/{calendarId}/events', {
    scope: 'calendar',
    params: { calendarId },
    query: {
      ...page,
      ...{ timeMin: time, timeMax: time, updatedMin: time, timeZone },
      ...{ singleEvents: flag, showDeleted: flag, orderBy: /^(?:startTime|updated)$/ },
      ...{ q: words, syncToken: token },
    },
  }),
  'calendar.events.get': read('calendar', '/v3/calendars/{calendarId}/events/{eventId}', {
    scope: 'calendar',
    params: { calendarId, eventId },
    query: { timeZone },
  }),
  // A read by POST: the question is in the body.
  'calendar.freeBusy.query': read('calendar', '/v3/freeBusy', {
    method: 'POST',
    scope: 'calendar',
    params: {},
    query: {},
    maxRequestBytes: 64 * 1_024,
  }),
  'drive.files.list': read('drive', '/v3/files', {
    scope: 'drive',
    params: {},
    query: { ...files, q: words, orderBy: sorting },
  }),
  'drive.files.get': read('drive', '/v3/files/{fileId}', {
    scope: 'drive',
    params: { fileId },
    query: { fields },
  }),
  'people.connections.list': read('people', '/v1/people/me/connections', {
    scope: 'contacts',
    params: {},
    query: { pageSize: count, pageToken: token, personFields, sortOrder: /^[A-Z_]{1,32}$/ },
  }),
  'people.get': read('people', '/v1/people/{personId}', {
    scope: 'contacts',
    params: { personId },
    query: { personFields },
  }),
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof endpoints
