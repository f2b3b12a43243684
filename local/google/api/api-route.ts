import { GoogleApiError } from '../google-error.ts'

/** A call of one of Google's APIs by a token that may make it. */
export interface ApiCall {
  /** The account's subject, which a test may have given another value than the persona's own. */
  sub: string
  email: string
  scopes: ReadonlySet<string>
  /** What the parentheses of the route's pattern matched, percent-decoded. */
  params: readonly string[]
  query: URLSearchParams
  body: unknown
  now: Date
}

/** A body that is sent as it is made, not as JSON. */
export class Download {
  readonly content: Iterable<Buffer>
  readonly type: string
  readonly bytes: number

  constructor(content: Iterable<Buffer>, { type, bytes }: { type: string; bytes: number }) {
    this.content = content
    this.type = type
    this.bytes = bytes
  }
}

/** `scopes`: any one of them opens the route. `rpc` is the method's name in Google's error details. */
export interface ApiRoute {
  method: 'GET' | 'POST'
  pattern: RegExp
  scopes: readonly string[]
  rpc: string
  answer(call: ApiCall): unknown
}

/** A whole number from the query. @throws {GoogleApiError} 400 where it is none, or out of range */
export function parseCount(
  query: URLSearchParams,
  name: string,
  { standard, max }: { standard: number; max: number },
): number {
  const text = query.get(name)
  if (text === null) return standard
  const count = Number(text)
  if (!/^\d{1,5}$/.test(text) || count < 1) {
    throw new GoogleApiError(400, `Invalid value '${text}' for ${name}.`, { reason: 'invalid' })
  }
  return Math.min(count, max)
}

/** RFC 3339 with an offset, which Google insists on. @throws {GoogleApiError} 400 */
export function parseTime(query: URLSearchParams, name: string): Date | null {
  const text = query.get(name)
  if (text === null) return null
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)
  if (!isWhole || Number.isNaN(Date.parse(text))) throw new GoogleApiError(400, 'Bad Request')
  return new Date(text)
}

const pageTokenPrefix = 'page:'

/** One page of `items`. A page token says where the next one begins. @throws {GoogleApiError} 400 */
export function toPage<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  pageSize: number,
): { items: Item[]; nextPageToken: string | undefined } {
  const token = query.get('pageToken')
  const start = token ? parsePageToken(token) : 0
  const end = start + pageSize
  const next = Buffer.from(`${pageTokenPrefix}${end}`).toString('base64url')
  return {
    items: items.slice(start, end),
    nextPageToken: end < items.length ? next : undefined,
  }
}

function parsePageToken(token: string): number {
  const text = Buffer.from(token, 'base64url').toString('utf8')
  const [, start] = /^page:(\d{1,6})$/.exec(text) ?? []
  if (start === undefined) {
    throw new GoogleApiError(400, 'Invalid page token.', { reason: 'invalid' })
  }
  return Number(start)
}
