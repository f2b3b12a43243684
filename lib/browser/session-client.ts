// The browser's side of the session: holds the access token in memory, renews it, and keeps the tabs in agreement.
// Guarantees: the token is in a private field and nowhere else that lasts; one renewal at a time, in this tab and, with
// Web Locks, in this browser; only the server's 401 or a sign-out ends the session; no token of another user is adopted,
// and after an end none that the server has not given since.
// Trusts: the server's word about who is signed in. Does not: decide what may be seen. The server checks every request.
import type { LoginErrorCode } from '@/lib/auth/login-errors'
import { paths } from '@/lib/config/paths'
import type { EndReason } from '@/lib/session/end-reason'
import type { BrowserEnvironment } from './browser-environment'
import { toEndReason } from './end-reasons'
import { requestRefresh } from './refresh-request'
import { SessionChangedError, SessionUnavailableError } from './session-errors'
import type { HeldToken, RenewalOutcome, SessionState, SessionUser } from './session-types'
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
type End = EndReason | 'signed_out'

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
  // Why another tab's page says that nobody is signed in, until the server has been asked about it.
  #heardEnd: End | null = null
  readonly #idleSeconds: number
  #lastSeenAliveAt = 0
  #wakeAsker: (() => void) | null = null

  /** @param idleSeconds after how long without use the server ends a session */
  constructor(user: SessionUser | null, environment: BrowserEnvironment, idleSeconds = Infinity) {
    this.#environment = environment
    this.#idleSeconds = idleSeconds
    this.#state = user
      ? { status: 'signed-in', user }
      : { status: 'signed-out', user: null, hasSignedOut: false }
  }

  /**
   * Joins the other tabs and tells them for whom this page was made. Returns the way out.
   * @param error what the sign-in page says, if this is it: why nobody is signed in
   */
  start(error: LoginErrorCode | null = null): () => void {
    const channel = this.#environment.openChannel()
    this.#channel = channel
    this.#startedAt = this.#environment.now()
    this.#lastSeenAliveAt = this.#startedAt
    channel.listen((message) => this.#hear(message))
    channel.post({ type: 'page', userId: this.#state.user?.id ?? null, error })
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

  /** Somebody may have signed in again since the end: asks the server, for all tabs. */
  async resume(): Promise<void> {
    if (this.#renewal) await this.#renewal
    if (this.#state.status === 'ended') await this.#renewOnce((waited) => this.#awaitWord(waited))
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
    if (this.#state.status === 'ended') return this.#resumeSoon()
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
    this.#signOut()
  }

  #outcomeWithoutAsking(stale: HeldToken | null): RenewalOutcome | null {
    if (this.#state.status === 'unknown') return { kind: 'changed' }
    if (this.#state.status === 'ended') return { kind: 'ended' }
    if (this.#state.status === 'signed-out' && this.#state.hasSignedOut) return { kind: 'ended' }
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
    if (this.#state.status === 'signed-in') return { kind: 'renewed' }
    return { kind: this.#state.status === 'unknown' ? 'changed' : 'ended' }
  }

  async #askOtherTabs(stale: HeldToken | null, waited: boolean): Promise<RenewalOutcome | null> {
    if (this.#holdsReplacement(stale)) return { kind: 'renewed' }
    if (this.#heardUnavailable) return this.#heardUnavailable
    if (!this.#channel) return null
    const epoch = this.#epoch
    this.#channel.post({ type: 'ask' })
    await this.#hearing(waited ? afterWaitMilliseconds : askMilliseconds, () => {
      // A token that is no newer than the one the server refused is no answer.
      return this.#epoch !== epoch || !!this.#heardUnavailable || this.#holdsReplacement(stale)
    })
    if (this.#epoch !== epoch) return this.#outcomeOfState()
    return this.#holdsReplacement(stale) ? { kind: 'renewed' } : this.#heardUnavailable
  }

  /** Whoever had the lock before has asked the server, and is about to tell if it has good news. */
  async #awaitWord(waited: boolean): Promise<RenewalOutcome | null> {
    const epoch = this.#epoch
    if (waited) await this.#hearing(askMilliseconds, () => this.#epoch !== epoch)
    return this.#epoch === epoch ? this.#heardUnavailable : this.#outcomeOfState()
  }

  /** Waits until something was heard that `isAnswer` takes for one, or the time is over. */
  async #hearing(milliseconds: number, isAnswer: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const stopTimer = this.#environment.startTimer(resolve, milliseconds)
      this.#wakeAsker = () => {
        if (!isAnswer()) return
        stopTimer()
        resolve()
      }
    })
    this.#wakeAsker = null
  }

  async #askServer(epoch: number): Promise<RenewalOutcome> {
    const answer = await requestRefresh(this.#environment)
    if (this.#epoch !== epoch) return this.#outcomeOfState()
    if (answer.kind === 'token') return this.#accept(answer.token)
    if (answer.kind === 'ended') {
      this.#end(answer.reason)
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
    const wasEnded = this.#state.status === 'ended'
    this.#channel?.post({ type: wasEnded ? 'signed-in' : 'token', token })
    if (this.#isOfAnother(token.user.id)) {
      this.#becomeUnknown()
      return { kind: 'changed' }
    }
    this.#hold(token)
    return { kind: 'renewed' }
  }

  #isOfAnother(userId: string): boolean {
    const shown = this.#state.status === 'ended' ? this.#state.former : this.#state.user
    return shown !== null && shown.id !== userId
  }

  #hold(token: HeldToken): void {
    this.#token = token
    this.#pausedUntil = 0
    this.#failures = 0
    this.#heardEnd = null
    this.#lastSeenAliveAt = this.#environment.now()
    this.#become({ status: 'signed-in', user: token.user })
  }

  #pause(retryAfterSeconds: number | null): void {
    const ownSeconds = Math.min(2 ** this.#failures, longestPauseSeconds)
    this.#failures += 1
    this.#pausedUntil = this.#environment.now() + (retryAfterSeconds ?? ownSeconds) * 1000
  }

  /** @param told null where the server had no cookie to tell it from */
  #end(told: EndReason | null): void {
    const { user } = this.#state
    // There was nobody whose session could end, or it has ended before.
    if (!user) return
    const end = told ?? this.#heardEnd ?? this.#guessEnd()
    if (end === 'signed_out') return this.#signOut()
    this.#channel?.post({ type: 'signed-out', reason: end })
    this.#forget({ status: 'ended', user: null, former: user, reason: end })
  }

  // The cookie goes when a session has been idle for too long. Use is noticed when the access token is renewed, which is
  // after half of that time at the latest.
  #guessEnd(): EndReason {
    const unusedSeconds = (this.#environment.now() - this.#lastSeenAliveAt) / 1000
    return unusedSeconds >= this.#idleSeconds / 2 ? 'session_idle' : 'session_ended'
  }

  #signOut(): void {
    this.#channel?.post({ type: 'signed-out', reason: 'signed_out' })
    this.#forget({ status: 'signed-out', user: null, hasSignedOut: true })
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
    if (message.type === 'page') return this.#hearPage(message.userId, message.error)
    if (message.type !== 'ask') return this.#hearAnnouncement(message)
    const token = this.freshToken
    if (token) this.#channel?.post({ type: 'token', token })
  }

  #hearAnnouncement(message: Announcement): void {
    if (message.type === 'token') this.#hearToken(message.token)
    if (message.type === 'signed-in') this.#hearSignedIn(message.token)
    if (message.type === 'unavailable') {
      this.#pause(message.retryAfterSeconds)
      this.#heardUnavailable = {
        kind: 'unavailable',
        retryAfterSeconds: message.retryAfterSeconds,
      }
    }
    if (message.type === 'unreachable')
      this.#heardUnavailable = { kind: 'unavailable', retryAfterSeconds: null }
    if (message.type === 'signed-out') this.#hearSignedOut(message.reason)
    this.#wakeAsker?.()
  }

  #hearSignedOut(end: End): void {
    const { status, user } = this.#state
    if (end !== 'signed_out') {
      if (user) this.#forget({ status: 'ended', user: null, former: user, reason: end })
    } else if (status === 'signed-in' || status === 'ended') {
      this.#forget({ status: 'signed-out', user: null, hasSignedOut: true })
    }
  }

  /** The word of a tab to which the server has given this token after the end. */
  #hearSignedIn(token: HeldToken): void {
    if (this.#state.status !== 'ended') return this.#hearToken(token)
    if (this.#isOfAnother(token.user.id)) return this.#resumeSoon()
    this.#epoch += 1
    this.#hold(token)
  }

  #hearToken(token: HeldToken): void {
    const { user } = this.#state
    if (!user) return this.#hearPage(token.user.id, null)
    // Another user's token is never adopted on hearsay; the server says which of the two tabs is out of date.
    if (user.id !== token.user.id) return this.#verifySoon()
    const held = this.#token ?? this.#refused
    const isNewer = token.rawToken !== held?.rawToken && token.expiresAt >= (held?.expiresAt ?? 0)
    if (isNewer) this.#hold(token)
  }

  #hearPage(userId: string | null, error: LoginErrorCode | null): void {
    const { status, user } = this.#state
    if (status === 'ended') return userId === null ? undefined : this.#resumeSoon()
    if (status === 'signed-in') return this.#comparePage(user.id, userId, error)
    const settled = this.#environment.now() - this.#startedAt >= settledMilliseconds
    if (status === 'signed-out' && userId && settled) this.#becomeUnknown()
  }

  #comparePage(own: string, userId: string | null, error: LoginErrorCode | null): void {
    if (own === userId) {
      this.#lastSeenAliveAt = this.#environment.now()
      return
    }
    this.#heardEnd = userId === null ? toEnd(error) : null
    this.#verifySoon()
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

const signedOutCodes: readonly (LoginErrorCode | null)[] = [
  ...(['signed_out', 'account_deleted', 'account_deleted_google_kept'] as const),
]

function toEnd(error: LoginErrorCode | null): End | null {
  return signedOutCodes.includes(error) ? 'signed_out' : toEndReason(error)
}
