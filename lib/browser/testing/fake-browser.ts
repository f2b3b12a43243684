// One browser with several tabs, for tests: the tabs share a channel that takes a moment to deliver, one lock and one
// server. Time is vitest's fake time.
import { vi } from 'vitest'
import type { LoginErrorCode } from '@/lib/auth/login-errors'
import { createApiFetch, type ApiFetch } from '../api-client'
import { createSignInWait } from '../await-sign-in'
import type { BrowserEnvironment } from '../browser-environment'
import { SessionClient } from '../session-client'
import type { SessionUser } from '../session-types'
import { toTabMessage, type TabChannel, type TabMessage } from '../tab-channel'

export const ada: SessionUser = {
  id: 'ada',
  email: 'ada@example.com',
  name: 'Ada',
  picture: null,
  role: 'user',
}
export const grace: SessionUser = { ...ada, id: 'grace', email: 'grace@example.com', name: 'Grace' }
export const idleSeconds = 604_800
export const origin = 'https://shop.example.com'

const deliveryMilliseconds = 2
const answerMilliseconds = 20
const neverMilliseconds = 1e9

export type Sent = { method: string; path: string; token: string | null; body: string }
type Answer = Response | 'offline' | 'hangs'

class FakeServer {
  sent: Sent[] = []
  accepted = new Set<string>()
  user: SessionUser | null = ada
  lifetimeSeconds = 900
  /** What the refusal to renew says besides its status. */
  refusal: { code: string; end_reason?: string } = { code: 'session_ended' }
  #minted = 0
  /** How long each answer takes. */
  answerMilliseconds: (sent: Sent) => number = () => answerMilliseconds
  /** Overrides the answer to a request, by path; undefined falls through to the honest one. */
  override: (sent: Sent) => Answer | undefined = () => undefined

  get refreshes(): number {
    return this.sent.filter(({ path }) => path === '/auth/refresh').length
  }

  requestsTo(prefix: string): Sent[] {
    return this.sent.filter(({ path }) => path.startsWith(prefix))
  }

  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input instanceof Request ? input : new URL(input, origin), init)
    const url = new URL(request.url)
    const sent = {
      method: request.method,
      path: url.origin === origin ? url.pathname + url.search : url.href,
      token: request.headers.get('authorization')?.replace('Bearer ', '') ?? null,
      body: await request.text(),
    }
    this.sent.push(sent)
    const answer = this.override(sent) ?? this.#answer(sent)
    const milliseconds = answer === 'hangs' ? neverMilliseconds : this.answerMilliseconds(sent)
    await this.#travel(request.signal, milliseconds)
    if (answer instanceof Response) return answer
    throw new TypeError('Failed to fetch')
  }

  mint(): string {
    this.#minted += 1
    const token = `token-${this.#minted}`
    this.accepted.add(token)
    return token
  }

  #answer({ path, token }: Sent): Response {
    if (path.startsWith('/auth/logout')) {
      this.user = null
      this.accepted.clear()
      return new Response(null, { status: 204 })
    }
    if (path === '/auth/refresh') {
      if (!this.user) return Response.json(this.refusal, { status: 401 })
      return Response.json({
        access_token: this.mint(),
        token_type: 'Bearer',
        expires_in: this.lifetimeSeconds,
        user: this.user,
      })
    }
    return new Response(null, { status: token && this.accepted.has(token) ? 200 : 401 })
  }

  #travel(signal: AbortSignal, milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds)
      signal.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason as Error)
      })
    })
  }
}

type Features = { channel: boolean; locks: boolean }
export type FakeTab = {
  session: SessionClient
  apiFetch: ApiFetch
  environment: BrowserEnvironment
  heard: TabMessage[]
  isVisible: boolean
  /** Whether a request may wait for a sign-in. */
  offersSignIn: boolean
  close: () => void
}

export class FakeBrowser {
  readonly server = new FakeServer()
  #features: Features
  #ports = new Set<(data: unknown) => void>()
  #lockTail: Promise<unknown> = Promise.resolve()
  #lockHolders = 0

  constructor(features: Partial<Features> = {}) {
    this.#features = { channel: true, locks: true, ...features }
  }

  openTab(user: SessionUser | null = ada, error: LoginErrorCode | null = null): FakeTab {
    const tab = { isVisible: true, offersSignIn: false, heard: [] as TabMessage[] }
    const environment: BrowserEnvironment = {
      fetch: (input, init) => this.server.fetch(input, init),
      origin: () => origin,
      now: () => Date.now(),
      startTimer(task, milliseconds) {
        const timer = setTimeout(task, milliseconds)
        return () => clearTimeout(timer)
      },
      openChannel: () => this.#openChannel(tab.heard),
      withLock: (work) => this.#withLock(work),
      isVisible: () => tab.isVisible,
      isOnline: () => true,
    }
    const session = new SessionClient(user, environment, idleSeconds)
    const close = session.start(error)
    const awaitSignIn = createSignInWait(session, environment, () => tab.offersSignIn)
    const apiFetch = createApiFetch(session, environment, awaitSignIn)
    return Object.assign(tab, { session, apiFetch, environment, close })
  }

  #openChannel(heard: TabMessage[]): TabChannel {
    if (!this.#features.channel) return { post() {}, listen() {}, close() {} }
    let receive: (data: unknown) => void = () => {}
    const port = (data: unknown) => receive(data)
    this.#ports.add(port)
    return {
      post: (message) => {
        // As BroadcastChannel does: a copy, to everybody else, a little later.
        const copy: unknown = structuredClone(message)
        for (const other of this.#ports) {
          if (other !== port) setTimeout(() => other(copy), deliveryMilliseconds)
        }
      },
      listen(listener) {
        receive = (data) => {
          const message = toTabMessage(data)
          if (!message) return
          heard.push(message)
          listener(message)
        }
      },
      close: () => this.#ports.delete(port),
    }
  }

  async #withLock<T>(work: (waited: boolean) => Promise<T>): Promise<T> {
    if (!this.#features.locks) return work(false)
    const waited = this.#lockHolders > 0
    this.#lockHolders += 1
    const turn = this.#lockTail.then(() => work(waited))
    this.#lockTail = turn.catch(() => {}).then(() => (this.#lockHolders -= 1))
    return turn
  }
}

/** Long enough for the tabs to have heard each other. */
export const soon = () => vi.advanceTimersByTimeAsync(1000)

/** What `work` comes to, once everything that it waits for has had its time. */
export async function settle<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {})
  await vi.advanceTimersByTimeAsync(15_000)
  return work
}

export async function openTabs(browser: FakeBrowser, count: number): Promise<FakeTab[]> {
  const tabs = Array.from({ length: count }, () => browser.openTab())
  await soon()
  return tabs
}
