// What this tab knows of the session: who is signed in as far as it can tell, and the access token.
// Guarantees: the token is in a private field and nowhere else that lasts, and every change is told to the listeners.
// Does not: ask the server or talk to other tabs.
import type { BrowserEnvironment } from './browser-environment'
import type { End } from './end-reasons'
import { EndSigns } from './end-signs'
import { Listeners } from './listeners'
import { ServerPause } from './server-pause'
import type { HeldToken, RenewalOutcome, SessionState, SessionUser } from './session-types'

const renewAheadSeconds = 60

export class KnownSession {
  readonly pause: ServerPause
  readonly endSigns: EndSigns
  readonly #environment: BrowserEnvironment
  readonly #listeners = new Listeners()
  subscribe = this.#listeners.add
  #state: SessionState
  #token: HeldToken | null = null
  // The last token the server answered with 401: not to be taken up again from another tab.
  #refused: HeldToken | null = null
  #epoch = 0

  constructor(user: SessionUser | null, environment: BrowserEnvironment, idleSeconds: number) {
    this.#environment = environment
    this.pause = new ServerPause(environment)
    this.endSigns = new EndSigns(environment, idleSeconds)
    this.#state = user
      ? { status: 'signed-in', user }
      : { status: 'signed-out', user: null, hasSignedOut: false }
  }

  get state(): SessionState {
    return this.#state
  }

  /** Counts sign-outs and user changes: the answer to a renewal that began before one is dropped. */
  get epoch(): number {
    return this.#epoch
  }

  /** The token to send now, or null if none is good any more. */
  get freshToken(): HeldToken | null {
    return this.#token && this.#token.expiresAt > this.#environment.now() ? this.#token : null
  }

  /** When the token should be replaced: 60 s before it expires, or a tenth of a short life. Null without a token. */
  get renewAt(): number | null {
    if (!this.#token) return null
    const aheadSeconds = Math.min(renewAheadSeconds, this.#token.lifetimeSeconds / 10)
    return this.#token.expiresAt - aheadSeconds * 1000
  }

  /** What the state means for who waits for a renewal. */
  get outcome(): RenewalOutcome {
    if (this.#state.status === 'signed-in') return { kind: 'renewed' }
    return { kind: this.#state.status === 'unknown' ? 'changed' : 'ended' }
  }

  holdsReplacement(stale: HeldToken | null): boolean {
    const token = this.freshToken
    return token !== null && token.rawToken !== stale?.rawToken
  }

  /** A token that is no newer than the one held, or the one the server refused, is no news. */
  isNews(token: HeldToken): boolean {
    const held = this.#token ?? this.#refused
    return token.rawToken !== held?.rawToken && token.expiresAt >= (held?.expiresAt ?? 0)
  }

  isOfAnother(userId: string): boolean {
    const shown = this.#state.status === 'ended' ? this.#state.former : this.#state.user
    return shown !== null && shown.id !== userId
  }

  refuse(token: HeldToken): void {
    this.#refused = token
    if (this.#token?.rawToken === token.rawToken) this.#token = null
  }

  hold(token: HeldToken): void {
    this.#token = token
    this.pause.end()
    this.endSigns.dropHeard()
    this.endSigns.seenAlive()
    this.#become({ status: 'signed-in', user: token.user })
  }

  /** Goes on after an end, with a token that another tab was given. */
  resumeWith(token: HeldToken): void {
    this.#epoch += 1
    this.hold(token)
  }

  end(former: SessionUser, end: End): void {
    if (end === 'signed_out') return this.signOut()
    this.#forget({ status: 'ended', user: null, former, reason: end })
  }

  signOut(): void {
    this.#forget({ status: 'signed-out', user: null, hasSignedOut: true })
  }

  becomeUnknown(): void {
    this.#forget({ status: 'unknown', user: null })
  }

  #forget(state: SessionState): void {
    this.#token = null
    this.#epoch += 1
    this.#become(state)
  }

  #become(state: SessionState): void {
    this.#state = state
    this.#listeners.tell()
  }
}
