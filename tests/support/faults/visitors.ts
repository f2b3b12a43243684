// People who use the site while something breaks: each is signed in and goes on renewing, calling APIs and opening
// pages. What they are answered is judged by one rule: nobody is ever told that they are signed out, and nobody who is
// not signed in is ever let in.
import { setTimeout as sleep } from 'node:timers/promises'
import { CookieJar } from '../cookie-jar.ts'
import { type PlantedSession, cookiesOf, plantSession } from '../planted-session.ts'
import { queryDatabase } from '../query-database.ts'
import { send } from '../send.ts'
import type { ClusterStack } from './cluster.ts'

interface Observation {
  readonly request: string
  readonly status: number
  readonly startedAt: number
  readonly elapsedMs: number
  readonly fault: string | null
}

export interface Verdict {
  readonly requests: number
  /** Answered 200, or the page that was asked for. */
  readonly served: number
  /** 503 with Retry-After, cookies kept. */
  readonly unavailable: number
  /** Visitors who were told they are signed out. */
  readonly lostSessions: number
  /** Answers to somebody who is not signed in, but for 401, 303 to the login page and 503. */
  readonly letIn: number
  /** Everything that is neither served nor an honest 503. */
  readonly faults: readonly string[]
  readonly slowestMs: number
}

const asks = [
  ['POST', '/auth/refresh'],
  ['GET', '/auth/me'],
  ['GET', '/api/products?limit=2'],
  ['GET', '/account'],
  ['GET', '/products'],
] as const

const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

function headersFor(path: string, cookie: string): Record<string, string> {
  const isPage = !/^\/(auth|api)\//.test(path)
  return { cookie, ...(isPage ? { accept: 'text/html', ...navigation } : { 'x-csrf': '1' }) }
}

function isToLogin(response: Response): boolean {
  return /\/login/.test(response.headers.get('location') ?? '')
}

function clearsCookies(response: Response): boolean {
  return response.headers.getSetCookie().some((line) => /; Max-Age=0/i.test(line))
}

/** @returns why the answer is wrong for somebody who is signed in, or null */
function faultOf(response: Response, jar: CookieJar, path: string): string | null {
  // GET /auth/me never renews: with an access token that has run out it says so, and keeps the cookies.
  const mayRunOut = path === '/auth/me' && response.status === 401 && !clearsCookies(response)
  if (mayRunOut) return null
  if (response.status === 401 || isToLogin(response) || clearsCookies(response)) return 'signed out'
  if (!jar.get('gatehouse-session')) return 'signed out'
  if (response.status === 200) return null
  // A page that cannot be had leads to the one that says so.
  if (response.status === 307 && /\/outage/.test(response.headers.get('location') ?? ''))
    return null
  if (response.status !== 503) return `answered ${response.status}`
  return response.headers.get('retry-after') ? null : 'answered 503 without Retry-After'
}

export interface VisitorOptions {
  readonly visitors?: number
  /** Between two requests of one visitor. */
  readonly pauseMs?: number
}

export class Visitors {
  readonly #url: string
  readonly #pauseMs: number
  readonly #sessions: readonly PlantedSession[]
  readonly #ended: PlantedSession
  readonly #seen: Observation[] = []
  readonly #letIn: string[] = []
  #isDone = false
  #work: Promise<unknown>[] = []

  private constructor(
    url: string,
    sessions: readonly PlantedSession[],
    ended: PlantedSession,
    pauseMs: number,
  ) {
    this.#url = url
    this.#sessions = sessions
    this.#ended = ended
    this.#pauseMs = pauseMs
  }

  /** Begins at once; `finish` ends it. */
  static async arrive(
    stack: ClusterStack,
    url: string,
    { visitors = 6, pauseMs = 60 }: VisitorOptions = {},
  ): Promise<Visitors> {
    const sessions: PlantedSession[] = []
    for (let index = 0; index < visitors; index++) sessions.push(await plantSession(stack))
    const ended = await plantSession(stack)
    // Revoked just now for as long as the run takes: its planted access token outlives what the replicas mint, and with
    // that the time for which they keep a revocation in mind.
    await queryDatabase(
      stack,
      `UPDATE sessions SET revoked_at = now() + interval '1 day', revoked_reason = 'sign_out' WHERE id = $1`,
      [ended.sessionId],
    )
    const crowd = new Visitors(url, sessions, ended, pauseMs)
    crowd.#work = [...sessions.map((session) => crowd.#visit(session)), crowd.#intrude()]
    return crowd
  }

  get sessions(): readonly PlantedSession[] {
    return this.#sessions
  }

  /**
   * Until each replica has heard that the stranger's session ended. One that has not by the time its database goes away
   * may honour it for as long as its list is young enough: that is the promise, not a fault.
   */
  async untilStrangerIsRefusedAt(urls: readonly string[]): Promise<void> {
    const headers = { authorization: `Bearer ${this.#ended.accessToken}` }
    for (const url of urls)
      while ((await send(`${url}/auth/me`, { headers })).status !== 401) await sleep(50)
  }

  /** How many were served since `sinceMs` of the monotonic clock. */
  servedSince(sinceMs: number): number {
    return this.#seen.filter(({ startedAt, status }) => startedAt >= sinceMs && status === 200)
      .length
  }

  /** The answers other than 200 to requests that began since `sinceMs`. */
  troubleSince(sinceMs: number): number {
    return this.#seen.filter(({ startedAt, status }) => startedAt >= sinceMs && status !== 200)
      .length
  }

  async finish(): Promise<Verdict> {
    this.#isDone = true
    await Promise.all(this.#work)
    const faults = this.#seen.filter(({ fault }) => fault !== null)
    return {
      requests: this.#seen.length,
      served: this.#seen.filter(({ status, fault }) => status === 200 && !fault).length,
      unavailable: this.#seen.filter(({ status, fault }) => status !== 200 && !fault).length,
      lostSessions: faults.filter(({ fault }) => fault === 'signed out').length,
      letIn: this.#letIn.length,
      faults: [...faults.map((seen) => `${seen.request}: ${seen.fault}`), ...this.#letIn],
      slowestMs: Math.round(Math.max(0, ...this.#seen.map(({ elapsedMs }) => elapsedMs))),
    }
  }

  async #visit(session: PlantedSession): Promise<void> {
    const jar = new CookieJar([['gatehouse-session', session.refreshToken]])
    for (let step = 0; !this.#isDone; step++) {
      const [method, path] = asks[step % asks.length]!
      const startedAt = performance.now()
      const { status, fault } = await this.#ask(method, path, jar)
      const elapsedMs = performance.now() - startedAt
      this.#seen.push({ request: `${method} ${path}`, status, startedAt, elapsedMs, fault })
      // Who has been signed out stays away: one session is lost once.
      if (fault === 'signed out') return
      await sleep(this.#pauseMs)
    }
  }

  async #ask(method: string, path: string, jar: CookieJar) {
    try {
      const headers = headersFor(path, jar.header())
      const response = await send(this.#url + path, { method, headers })
      jar.store(response)
      return { status: response.status, fault: faultOf(response, jar, path) }
    } catch (error) {
      return { status: 0, fault: (error as Error).message }
    }
  }

  // Nobody's, a stranger's and an ended session's credentials must open nothing, whatever is broken.
  async #intrude(): Promise<void> {
    // A revocation has reached every replica after a second.
    await sleep(1_100)
    const { refreshToken, accessToken } = this.#ended
    const cookies = ['', cookiesOf({ refreshToken }), cookiesOf({ accessToken })]
    for (let turn = 0; !this.#isDone; turn++) {
      const [method, path] = asks[turn % asks.length]!
      const headers = headersFor(path, cookies[turn % cookies.length]!)
      const response = await send(this.#url + path, { method, headers }).catch(() => null)
      if (response?.status === 200) this.#letIn.push(`${method} ${path} let a stranger in`)
      await sleep(this.#pauseMs)
    }
  }
}
