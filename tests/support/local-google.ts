// The local Google's control endpoint (local/google/README.md), for the tests.
import type { z } from 'zod'
import type { LoginOutcome } from '../../local/google/headless-login.ts'
import type { announcement } from '../../local/google/risc/announcer.ts'
import type { Delivery } from '../../local/google/risc/event-stream.ts'
import type { KeyFile } from '../../local/google/risc/service-accounts.ts'
import type { RecordedRequest } from '../../local/google/request-log.ts'
import type {
  DocumentChanges,
  EndpointName,
  Fault,
  IdTokenTampering,
  PersonaOverride,
  TokenSettings,
} from '../../local/google/settings.ts'

type Named = 'ada' | 'grace' | 'charlie' | 'rosalind' | 'wendy' | 'uma' | 'imogen'
/** `user1` to `user9999` are a crowd. */
export type Persona = Named | `user${number}`

export interface GoogleSettings {
  endpoints?: Partial<Record<EndpointName, Fault | null>>
  personas?: Partial<Record<Persona, PersonaOverride | null>>
  tokens?: TokenSettings | null
  idToken?: IdTokenTampering | null
  tokenResponse?: DocumentChanges | null
  discovery?: DocumentChanges | null
  authorizationResponse?: { params: Record<string, string | null>; times?: number } | null
}

export type Announcement = z.input<typeof announcement>

export interface Announced {
  readonly jti: string
  readonly token: string
  /** null where nothing was delivered. */
  readonly status: number | null
  readonly body: string
}

export interface GoogleLogin {
  readonly persona?: Persona
  readonly decision?: 'allow' | 'cancel'
  /** The optional scopes to leave ticked; all of them if absent. */
  readonly scopes?: string[]
}

export class GoogleControl {
  readonly #url: string

  constructor(googleUrl: string) {
    this.#url = googleUrl
  }

  /** What goes wrong from now on; each named part replaces the former one, `null` clears it. */
  async set(settings: GoogleSettings): Promise<void> {
    await this.#ask('PATCH', 'state', settings)
  }

  /** Honest again. */
  async reset(): Promise<void> {
    await this.#ask('DELETE', 'state')
  }

  async rotateKeys({ retire = false } = {}): Promise<void> {
    await this.#ask('POST', 'rotate-keys', { retire })
  }

  async withdrawGrant(persona: Persona): Promise<void> {
    await this.#ask('POST', 'withdraw-grant', { persona })
  }

  async forgetConsents(): Promise<void> {
    await this.#ask('POST', 'forget-consents')
  }

  /** What the site has asked of Google since the log was emptied. */
  async requests(endpoint?: EndpointName): Promise<RecordedRequest[]> {
    const { requests } = (await this.#ask('GET', 'requests')) as { requests: RecordedRequest[] }
    return requests.filter((request) => !endpoint || request.endpoint === endpoint)
  }

  async clearRequests(): Promise<void> {
    await this.#ask('DELETE', 'requests')
  }

  /** Walks through chooser and consent. @returns Google's answer to the site: the callback's URL */
  async approve(authorizationUrl: string, login: GoogleLogin = {}): Promise<URL> {
    const body = { authorizationUrl, ...login, persona: login.persona ?? 'grace' }
    const outcome = (await this.#ask('POST', 'login', body)) as LoginOutcome
    if (!outcome.location) throw new Error(`Google ended the login with ${outcome.status}`)
    return new URL(outcome.location)
  }

  /** Announces a security event. @returns what the site answered, and the token it was sent */
  async announce(announcement: Announcement): Promise<Announced> {
    return (await this.#ask('POST', 'risc', announcement)) as Announced
  }

  /** The deliveries of the event stream, the RISC API's included. */
  async deliveries(): Promise<Delivery[]> {
    return ((await this.#ask('GET', 'risc')) as { deliveries: Delivery[] }).deliveries
  }

  /** The stream as it is before anybody configures it. */
  async forgetStream(): Promise<void> {
    await this.#ask('DELETE', 'risc')
  }

  /** A key file for the RISC API. */
  async createServiceAccount(): Promise<KeyFile> {
    return (await this.#ask('POST', 'service-account')) as KeyFile
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#url}/control/${path}`, {
      method,
      headers: { 'x-local-google-control': '1', 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response.json()
  }
}
