// The browser's side of the session: holds the access token in memory, renews it, and keeps the tabs in agreement.
// Guarantees: the token is in a private field and nowhere else that lasts; one renewal at a time, in this tab and, with
// Web Locks, in this browser; only the server's 401 or a sign-out ends the session; no token of another user is adopted.
// Trusts: the server's word about who is signed in. Does not: decide what may be seen. The server checks every request.
import { paths } from '@/lib/config/paths'
import type { BrowserEnvironment } from './browser-environment'
import { requestRefresh } from './refresh-request'
import { SessionChangedError, SessionUnavailableError } from './session-errors'
import type {
  HeldToken,
  RenewalOutcome,
  SessionState,
  SessionUser,
  SignedOutReason,
} from './session-types'
import { shownUserHeader } from './shown-user'
import type { TabChannel, TabMessage } from './tab-channel'

// How long to wait for another tab's word: briefly if nobody was renewing, longer if somebody has just done so and the
// message may still be on its way.
const askMilliseconds = 100
const afterWaitMilliseconds = 1000
// A signed-out page answers to other tabs only once it has stood for a while: so it can never reload in a circle over
// the answers to its own greeting.
const settledMilliseconds = 2000
const renewAheadSeconds = 60
// How long a server in trouble is left in peace where it does not say so itself: 1 s, 2 s, 4 s … 30 s.
const longestPauseSeconds = 30

type Announcement = Exclude<TabMessage, { type: 'page' | 'ask' }>

export class SessionClient {
  readonly #environment: BrowserEnvironment
  readonly #listeners = new Set<() => void>()
  #state: SessionState
  #token: HeldToken | null = null
  // The last token the server answered with 401: not to be taken up again from another tab.
  #refused: HeldToken | null = null
  #channel: TabChannel | null = null
  #startedAt = 0
  #renewal: Promise<RenewalOutcome> | null = null
  // Counts sign-outs and user changes: the answer to a renewal that began before one is dropped.
  #epoch = 0
  #pausedUntil = 0
  #failures = 0
  #heardUnavailable: RenewalOutcome | null = null
  #wakeAsker: (() => void) | null = null

  constructor(user: SessionUser | null, environment: BrowserEnvironment) {
    this.#environment = environment
    this.#state = user
      ? { status: 'signed-in', user }
      : { status: 'signed-out', user: null, reason: null }
  }

  /** Joins the other tabs and tells them for whom this page was made. Returns the way out. */
  start(): () => void {
    const channel = this.#environment.openChannel()
    this.#channel = channel
    this.#startedAt = this.#environment.now()
    channel.listen((message) => this.#hear(message))
    channel.post({ type: 'page', userId: this.#state.user?.id ?? null })
    return () => {
      channel.close()
      this.#channel = null
    }
  }

  getState = (): SessionState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
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

  /** Replaces `stale` (null: there was none). All who ask while a renewal is under way get its one outcome. */
  renew(stale: HeldToken | null): Promise<RenewalOutcome> {
    const settled = this.#outcomeWithoutAsking(stale)
    if (settled) return Promise.resolve(settled)
    return this.#renewOnce((waited) => this.#askOtherTabs(stale, waited))
  }

  /** The server answered 401 to `token`: nobody sends it again, later requests wait for its successor. */
  refuse(token: HeldToken): void {
    this.#refused = token
    if (this.#token?.rawToken === token.rawToken) this.#token = null
  }

  /** Asks the server, and nobody else, who is signed in: for when another tab's page tells a different story. */
  async verify(): Promise<void> {
    if (this.#renewal) await this.#renewal
    if (this.#state.status === 'signed-in') await this.#renewOnce(() => Promise.resolve(null))
  }

  /** A page was rendered for `userId` (null: nobody); if this tab stands for another, one of the two is out of date. */
  confirmUser(userId: string | null): void {
    if ((this.#state.user?.id ?? null) === userId) return
    if (userId === null) return this.#verifySoon()
    this.#becomeUnknown()
  }

  /**
   * Ends the session on the server, then here and in all tabs. Rejects, and stays signed in, if that cannot be done;
   * rejects with SessionChangedError, and nobody was signed out, if the browser is somebody else's by now.
   */
  async logout(everywhere = false): Promise<void> {
    const path = everywhere ? paths.logoutEverywhere : paths.logout
    let response: Response
    try {
      response = await this.#environment.fetch(path, {
        method: 'POST',
        headers: { 'x-csrf': '1', [shownUserHeader]: this.#state.user?.id ?? '' },
        credentials: 'same-origin',
        redirect: 'error',
      })
    } catch {
      throw new SessionUnavailableError(null)
    }
    if (response.status === 409) {
      this.#becomeUnknown()
      throw new SessionChangedError()
    }
    if (!response.ok) throw new SessionUnavailableError(null)
    this.#end('logout')
  }

  #outcomeWithoutAsking(stale: HeldToken | null): RenewalOutcome | null {
    if (this.#state.status === 'unknown') return { kind: 'changed' }
    if (this.#state.status === 'signed-out' && this.#state.reason) return { kind: 'ended' }
    if (this.#holdsReplacement(stale)) return { kind: 'renewed' }
    const pausedSeconds = Math.ceil((this.#pausedUntil - this.#environment.now()) / 1000)
    return pausedSeconds > 0 ? { kind: 'unavailable', retryAfterSeconds: pausedSeconds } : null
  }

  #holdsReplacement(stale: HeldToken | null): boolean {
    const token = this.freshToken
    return token !== null && token.rawToken !== stale?.rawToken
  }

  #renewOnce(
    askFirst: (waited: boolean) => Promise<RenewalOutcome | null>,
  ): Promise<RenewalOutcome> {
    if (this.#renewal) return this.#renewal
    const epoch = this.#epoch
    this.#heardUnavailable = null
    this.#renewal = this.#environment
      .withLock(async (waited) => {
        if (this.#epoch !== epoch) return this.#outcomeOfState()
        return (await askFirst(waited)) ?? this.#askServer(epoch)
      })
      .finally(() => {
        this.#renewal = null
      })
    return this.#renewal
  }

  #outcomeOfState(): RenewalOutcome {
    return { kind: this.#state.status === 'unknown' ? 'changed' : 'ended' }
  }

  async #askOtherTabs(stale: HeldToken | null, waited: boolean): Promise<RenewalOutcome | null> {
    if (this.#holdsReplacement(stale)) return { kind: 'renewed' }
    if (this.#heardUnavailable) return this.#heardUnavailable
    if (!this.#channel) return null
    const epoch = this.#epoch
    const answered = new Promise<void>((resolve) => {
      const limit = waited ? afterWaitMilliseconds : askMilliseconds
      const stopTimer = this.#environment.startTimer(resolve, limit)
      this.#wakeAsker = () => {
        // A token that is no newer than the one the server refused is no answer.
        if (this.#epoch === epoch && !this.#heardUnavailable && !this.#holdsReplacement(stale)) {
          return
        }
        stopTimer()
        resolve()
      }
    })
    this.#channel.post({ type: 'ask' })
    await answered
    this.#wakeAsker = null
    if (this.#epoch !== epoch) return this.#outcomeOfState()
    return this.#holdsReplacement(stale) ? { kind: 'renewed' } : this.#heardUnavailable
  }

  async #askServer(epoch: number): Promise<RenewalOutcome> {
    const answer = await requestRefresh(this.#environment)
    if (this.#epoch !== epoch) return this.#outcomeOfState()
    if (answer.kind === 'token') return this.#accept(answer.token)
    if (answer.kind === 'ended') {
      this.#end('ended')
      return { kind: 'ended' }
    }
    if (answer.kind === 'unreachable') return this.#tellUnreachable()
    this.#pause(answer.retryAfterSeconds)
    this.#channel?.post({ type: 'unavailable', retryAfterSeconds: answer.retryAfterSeconds })
    return answer
  }

  /** Being offline costs the server nothing, so it is followed by no pause: the first request after it goes out. */
  #tellUnreachable(): RenewalOutcome {
    this.#channel?.post({ type: 'unreachable' })
    return { kind: 'unavailable', retryAfterSeconds: null }
  }

  #accept(token: HeldToken): RenewalOutcome {
    this.#channel?.post({ type: 'token', token })
    if (this.#state.user && this.#state.user.id !== token.user.id) {
      this.#becomeUnknown()
      return { kind: 'changed' }
    }
    this.#hold(token)
    return { kind: 'renewed' }
  }

  #hold(token: HeldToken): void {
    this.#token = token
    this.#pausedUntil = 0
    this.#failures = 0
    this.#become({ status: 'signed-in', user: token.user })
  }

  #pause(retryAfterSeconds: number | null): void {
    const ownSeconds = Math.min(2 ** this.#failures, longestPauseSeconds)
    this.#failures += 1
    this.#pausedUntil = this.#environment.now() + (retryAfterSeconds ?? ownSeconds) * 1000
  }

  #end(reason: SignedOutReason): void {
    this.#channel?.post({ type: 'signed-out', reason })
    this.#forget({ status: 'signed-out', user: null, reason })
  }

  #becomeUnknown(): void {
    this.#forget({ status: 'unknown', user: null })
  }

  #forget(state: SessionState): void {
    this.#token = null
    this.#epoch += 1
    this.#become(state)
  }

  #become(state: SessionState): void {
    this.#state = state
    for (const listener of [...this.#listeners]) listener()
  }

  #hear(message: TabMessage): void {
    if (message.type === 'page') return this.#hearPage(message.userId)
    if (message.type !== 'ask') return this.#hearAnnouncement(message)
    const token = this.freshToken
    if (token) this.#channel?.post({ type: 'token', token })
  }

  #hearAnnouncement(message: Announcement): void {
    if (message.type === 'token') this.#hearToken(message.token)
    if (message.type === 'unavailable') {
      this.#pause(message.retryAfterSeconds)
      this.#heardUnavailable = {
        kind: 'unavailable',
        retryAfterSeconds: message.retryAfterSeconds,
      }
    }
    if (message.type === 'unreachable')
      this.#heardUnavailable = { kind: 'unavailable', retryAfterSeconds: null }
    if (message.type === 'signed-out' && this.#state.status === 'signed-in') {
      this.#forget({ status: 'signed-out', user: null, reason: message.reason })
    }
    this.#wakeAsker?.()
  }

  #hearToken(token: HeldToken): void {
    const { user } = this.#state
    if (!user) return this.#hearPage(token.user.id)
    // Another user's token is never adopted on hearsay; the server says which of the two tabs is out of date.
    if (user.id !== token.user.id) return this.#verifySoon()
    const held = this.#token ?? this.#refused
    const isNewer = token.rawToken !== held?.rawToken && token.expiresAt >= (held?.expiresAt ?? 0)
    if (isNewer) this.#hold(token)
  }

  #hearPage(userId: string | null): void {
    const { status, user } = this.#state
    if (status === 'signed-in' && user.id !== userId) return this.#verifySoon()
    const settled = this.#environment.now() - this.#startedAt >= settledMilliseconds
    if (status === 'signed-out' && userId && settled) this.#becomeUnknown()
  }

  #verifySoon(): void {
    this.verify().catch(() => {
      // Only a broken lock manager rejects; the next request asks the server anyway.
    })
  }
}
