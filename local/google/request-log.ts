import { createHash } from 'node:crypto'
import type { EndpointName } from './settings.ts'

/** Shown in full; every other parameter is shown as its length and a short digest. */
const openParams = new Set([
  'access_type',
  'client_id',
  'code_challenge_method',
  'grant_type',
  'hd',
  'include_granted_scopes',
  'login_hint',
  'maxResults',
  'prompt',
  'redirect_uri',
  'response_mode',
  'response_type',
  'scope',
  'token_type_hint',
])

/** A secret that can be compared with another one, but not read. */
interface Digest {
  length: number
  sha256: string
}

export type RecordedParams = Record<string, string | Digest | (string | Digest)[]>

export interface RecordedRequest {
  at: string
  endpoint: EndpointName
  method: string
  path: string
  authScheme: string | null
  query: RecordedParams
  form: RecordedParams
  status: number | null
}

const kept = 1000

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

/** The last thousand requests to Google's endpoints: what a client sent, without its secrets. */
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
