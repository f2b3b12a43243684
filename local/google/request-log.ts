import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { EndpointName } from './settings.ts'

/** Shown in full; every other parameter is shown as its length and a short digest. */
const openParams = new Set([
  'access_type',
  'alt',
  'client_id',
  'code_challenge_method',
  'fields',
  'grant_type',
  'hd',
  'include_granted_scopes',
  'login_hint',
  'maxResults',
  'orderBy',
  'pageSize',
  'personFields',
  'prompt',
  'redirect_uri',
  'response_mode',
  'response_type',
  'scope',
  'singleEvents',
  'timeMax',
  'timeMin',
  'token_type_hint',
])

/** A secret that can be compared with another one, but not read. */
interface Digest {
  length: number
  sha256: string
}

const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization'])

export function toRecordedHeaders(headers: IncomingHttpHeaders): Record<string, string | Digest> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = [value].flat().join(', ')
      return [name, secretHeaders.has(name) ? toDigest(text) : text]
    }),
  )
}

/** As `sha256` of a digest, for the token of an `authorization` header. */
export function toTokenSha256(authorization: string): string | null {
  const [scheme, token] = authorization.split(' ')
  return scheme?.toLowerCase() === 'bearer' && token ? toDigest(token).sha256 : null
}

export type RecordedParams = Record<string, string | Digest | (string | Digest)[]>

export interface RecordedRequest {
  at: string
  endpoint: EndpointName
  method: string
  path: string
  authScheme: string | null
  /** The digest of the bearer token, in 16 hex digits. */
  tokenSha256: string | null
  /** Whose access token it was, where the request was let in. */
  sub: string | null
  headers: Record<string, string | Digest>
  query: RecordedParams
  form: RecordedParams
  status: number | null
}

const kept = 20_000

function toDigest(value: string): Digest {
  const sha256 = createHash('sha256').update(value).digest('hex').slice(0, 16)
  return { length: value.length, sha256 }
}

export function toRecordedParams(
  params: Readonly<Record<string, string | string[] | undefined>>,
): RecordedParams {
  const shown = (name: string, value: string) => (openParams.has(name) ? value : toDigest(value))
  return Object.fromEntries(
    Object.entries(params)
      .filter((entry): entry is [string, string | string[]] => entry[1] !== undefined)
      .map(([name, value]) => [
        name,
        typeof value === 'string' ? shown(name, value) : value.map((each) => shown(name, each)),
      ]),
  )
}

/** The last twenty thousand requests to Google's endpoints: what a client sent, without its secrets. */
export class RequestLog {
  #requests: RecordedRequest[] = []

  get all(): readonly RecordedRequest[] {
    return this.#requests
  }

  add(request: RecordedRequest): void {
    this.#requests.push(request)
    if (this.#requests.length > kept) this.#requests.shift()
  }

  clear(): void {
    this.#requests = []
  }
}
