// The browser's side of the session: renews the access token, and keeps the tabs in agreement.
// Guarantees: one renewal at a time, in this tab and, with Web Locks, in this browser; only the server's 401 or a sign-out
// ends the session. What the tab knows meanwhile is in known-session.ts, what it believes of others in tab-words.ts.
// Trusts: the server's word about who is signed in. Does not: decide what may be seen. The server checks every request.
import type { LoginErrorCode } from '@/lib/auth/login-errors'
import type { EndReason } from '@/lib/session/end-reason'
import type { BrowserEnvironment } from './browser-environment'
import { KnownSession } from './known-session'
import { requestLogout } from './logout-request'
import { OtherTabs } from './other-tabs'
import { requestRefresh } from './refresh-request'
import { SessionChangedError } from './session-errors'
import type { HeldToken, RenewalOutcome, SessionState, SessionUser } from './session-types'
import { TabWords } from './tab-words'

// How long to wait for another tab's word: briefly if nobody was renewing, longer if somebody has just done so and the
// message may still be on its way.
const askMilliseconds = 100
const afterWaitMilliseconds = 1000

export class SessionClient {
  readonly #environment: BrowserEnvironment
  readonly #known: KnownSession
  readonly #tabs: OtherTabs
  #renewal: Promise<RenewalOutcome> | null = null

  /** @param idleSeconds after how long without use the server ends a session */
  constructor(user: SessionUser | null, environment: BrowserEnvironment, idleSeconds = Infinity) {
    this.#environment = environment
    this.#known = new KnownSession(user, environment, idleSeconds)
    this.#tabs = new OtherTabs(environment)
  }

  /**
   * Joins the other tabs and tells them for whom this page was made. Returns the way out.
   * @param error what the sign-in page says, if this is it: why nobody is signed in
   */
  start(error: LoginErrorCode | null = null): () => void {
    const words = new TabWords({
      known: this.#known,
      tabs: this.#tabs,
      environment: this.#environment,
      verifySoon: () => this.#verifySoon(),
      resumeSoon: () => this.#resumeSoon(),
    })
    this.#known.endSigns.seenAlive()
    const leave = this.#tabs.join((message) => words.take(message))
    this.#tabs.tell({ type: 'page', userId: this.#known.state.user?.id ?? null, error })
    return leave
  }

  getState = (): SessionState => this.#known.state

  subscribe = (listener: () => void): (() => void) => this.#known.subscribe(listener)

  /** The token to send now, or null if none is good any more. */
  get freshToken(): HeldToken | null {
    return this.#known.freshToken
  }

  /** When the token should be replaced, in milliseconds; null without a token. */
  get renewAt(): number | null {
    return this.#known.renewAt
  }

  /** Replaces `stale` (null: there was none). All who ask while a renewal is under way get its one outcome. */
  renew(stale: HeldToken | null): Promise<RenewalOutcome> {
    const settled = this.#outcomeWithoutAsking(stale)
    if (settled) return Promise.resolve(settled)
    return this.#renewOnce((waited) => this.#askOtherTabs(stale, waited))
  }

  /** The server answered 401 to `token`: nobody sends it again, later requests wait for its successor. */
  refuse(token: HeldToken): void {
    this.#known.refuse(token)
  }

  /** Somebody may have signed in again since the end: asks the server, for all tabs. */
  async resume(): Promise<void> {
    if (this.#renewal) await this.#renewal
    if (this.#known.state.status !== 'ended') return
    await this.#renewOnce((waited) => this.#awaitWord(waited))
  }

  /** Asks the server, and nobody else, who is signed in: for when another tab's page tells a different story. */
  async verify(): Promise<void> {
    if (this.#renewal) await this.#renewal
    if (this.#known.state.status === 'signed-in') await this.#renewOnce(() => Promise.resolve(null))
  }

  /** A page was rendered for `userId` (null: nobody); if this tab stands for another, one of the two is out of date. */
  confirmUser(userId: string | null): void {
    const { status, user } = this.#known.state
    if ((user?.id ?? null) === userId) return
    if (userId === null) return this.#verifySoon()
    if (status === 'ended') return this.#resumeSoon()
    this.#known.becomeUnknown()
  }

  /**
   * Ends the session on the server, then here and in all tabs. Rejects, and stays signed in, if that cannot be done;
   * rejects with SessionChangedError, and nobody was signed out, if the browser is somebody else's by now.
   */
  async logout(everywhere = false): Promise<void> {
    const shown = this.#known.state.user?.id
    if ((await requestLogout(this.#environment, shown, everywhere)) === 'somebody_else') {
      this.#known.becomeUnknown()
      throw new SessionChangedError()
    }
    this.#signOut()
  }

  #outcomeWithoutAsking(stale: HeldToken | null): RenewalOutcome | null {
    const { state } = this.#known
    const isOver = state.status === 'signed-out' ? state.hasSignedOut : state.status !== 'signed-in'
    if (isOver) return this.#known.outcome
    if (this.#known.holdsReplacement(stale)) return { kind: 'renewed' }
    const pausedSeconds = this.#known.pause.remainingSeconds
    return pausedSeconds > 0 ? { kind: 'unavailable', retryAfterSeconds: pausedSeconds } : null
  }

  #renewOnce(
    askFirst: (waited: boolean) => Promise<RenewalOutcome | null>,
  ): Promise<RenewalOutcome> {
    if (this.#renewal) return this.#renewal
    const { epoch } = this.#known
    this.#tabs.trouble = null
    this.#renewal = this.#environment
      .withLock(async (waited) => {
        if (this.#known.epoch !== epoch) return this.#known.outcome
        return (await askFirst(waited)) ?? this.#askServer(epoch)
      })
      .finally(() => {
        this.#renewal = null
      })
    return this.#renewal
  }

  async #askOtherTabs(stale: HeldToken | null, waited: boolean): Promise<RenewalOutcome | null> {
    if (this.#known.holdsReplacement(stale)) return { kind: 'renewed' }
    if (this.#tabs.trouble) return this.#tabs.trouble
    if (!this.#tabs.areJoined) return null
    const { epoch } = this.#known
    this.#tabs.tell({ type: 'ask' })
    await this.#tabs.hear(waited ? afterWaitMilliseconds : askMilliseconds, () => {
      // A token that is no newer than the one the server refused is no answer.
      const hasAnswer = !!this.#tabs.trouble || this.#known.holdsReplacement(stale)
      return this.#known.epoch !== epoch || hasAnswer
    })
    if (this.#known.epoch !== epoch) return this.#known.outcome
    return this.#known.holdsReplacement(stale) ? { kind: 'renewed' } : this.#tabs.trouble
  }

  /** Whoever had the lock before has asked the server, and is about to tell if it has good news. */
  async #awaitWord(waited: boolean): Promise<RenewalOutcome | null> {
    const { epoch } = this.#known
    if (waited) await this.#tabs.hear(askMilliseconds, () => this.#known.epoch !== epoch)
    return this.#known.epoch === epoch ? this.#tabs.trouble : this.#known.outcome
  }

  async #askServer(epoch: number): Promise<RenewalOutcome> {
    const answer = await requestRefresh(this.#environment)
    if (this.#known.epoch !== epoch) return this.#known.outcome
    switch (answer.kind) {
      case 'token':
        return this.#accept(answer.token)
      case 'ended':
        this.#end(answer.reason)
        return { kind: 'ended' }
      case 'unreachable':
        // Being offline costs the server nothing, so no pause follows: the first request after it goes out.
        this.#tabs.tell({ type: 'unreachable' })
        return { kind: 'unavailable', retryAfterSeconds: null }
      case 'unavailable':
        this.#known.pause.begin(answer.retryAfterSeconds)
        this.#tabs.tell({ type: 'unavailable', retryAfterSeconds: answer.retryAfterSeconds })
        return answer
    }
  }

  #accept(token: HeldToken): RenewalOutcome {
    const wasEnded = this.#known.state.status === 'ended'
    this.#tabs.tell({ type: wasEnded ? 'signed-in' : 'token', token })
    if (this.#known.isOfAnother(token.user.id)) {
      this.#known.becomeUnknown()
      return { kind: 'changed' }
    }
    this.#known.hold(token)
    return { kind: 'renewed' }
  }

  /** @param told null where the server had no cookie to tell it from */
  #end(told: EndReason | null): void {
    const { user } = this.#known.state
    // There was nobody whose session could end, or it has ended before.
    if (!user) return
    const end = told ?? this.#known.endSigns.guess()
    this.#tabs.tell({ type: 'signed-out', reason: end })
    this.#known.end(user, end)
  }

  #signOut(): void {
    this.#tabs.tell({ type: 'signed-out', reason: 'signed_out' })
    this.#known.signOut()
  }

  #resumeSoon(): void {
    this.resume().catch(() => {
      // As below; whoever comes back to the tab asks again.
    })
  }

  #verifySoon(): void {
    this.verify().catch(() => {
      // Only a broken lock manager rejects; the next request asks the server anyway.
    })
  }
}
