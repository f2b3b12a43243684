// What another tab's word changes in this one. A token of another user is never adopted on hearsay, and after an end none
// but the one the server has given since; where two tabs disagree the server is asked.
import type { LoginErrorCode } from '@/lib/auth/login-errors'
import type { BrowserEnvironment } from './browser-environment'
import type { End } from './end-reasons'
import type { KnownSession } from './known-session'
import type { OtherTabs } from './other-tabs'
import type { HeldToken } from './session-types'
import type { TabMessage } from './tab-channel'

// A signed-out page answers to other tabs only once it has stood for a while: so it can never reload in a circle over
// the answers to its own greeting.
const settledMilliseconds = 2000

export type TabWordsParts = {
  known: KnownSession
  tabs: OtherTabs
  environment: BrowserEnvironment
  /** Asks the server who is signed in, and whether the session goes on after its end. */
  verifySoon: () => void
  resumeSoon: () => void
}

export class TabWords {
  readonly #parts: TabWordsParts
  readonly #known: KnownSession
  readonly #settledAt: number

  constructor(parts: TabWordsParts) {
    this.#parts = parts
    this.#known = parts.known
    this.#settledAt = parts.environment.now() + settledMilliseconds
  }

  take(message: TabMessage): void {
    switch (message.type) {
      case 'page':
        return this.#takePage(message.userId, message.error)
      case 'ask':
        return this.#answer()
      case 'token':
        return this.#takeToken(message.token)
      case 'signed-in':
        return this.#takeSignedIn(message.token)
      case 'signed-out':
        return this.#takeEnd(message.reason)
      case 'unavailable':
        this.#known.pause.begin(message.retryAfterSeconds)
        return this.#takeTrouble(message.retryAfterSeconds)
      case 'unreachable':
        return this.#takeTrouble(null)
    }
  }

  #answer(): void {
    const token = this.#known.freshToken
    if (token) this.#parts.tabs.tell({ type: 'token', token })
  }

  #takeTrouble(retryAfterSeconds: number | null): void {
    this.#parts.tabs.trouble = { kind: 'unavailable', retryAfterSeconds }
  }

  #takeToken(token: HeldToken): void {
    const { user } = this.#known.state
    if (!user) return this.#takePage(token.user.id, null)
    if (user.id !== token.user.id) return this.#parts.verifySoon()
    if (this.#known.isNews(token)) this.#known.hold(token)
  }

  /** The word of a tab to which the server has given this token after the end. */
  #takeSignedIn(token: HeldToken): void {
    if (this.#known.state.status !== 'ended') return this.#takeToken(token)
    if (this.#known.isOfAnother(token.user.id)) return this.#parts.resumeSoon()
    this.#known.resumeWith(token)
  }

  #takeEnd(end: End): void {
    const { status, user } = this.#known.state
    if (user) return this.#known.end(user, end)
    if (status === 'ended' && end === 'signed_out') this.#known.signOut()
  }

  #takePage(userId: string | null, error: LoginErrorCode | null): void {
    const { status, user } = this.#known.state
    if (status === 'ended') return userId === null ? undefined : this.#parts.resumeSoon()
    if (status === 'signed-in') return this.#comparePage(user.id, userId, error)
    const isSettled = this.#parts.environment.now() >= this.#settledAt
    if (status === 'signed-out' && userId && isSettled) this.#known.becomeUnknown()
  }

  #comparePage(own: string, userId: string | null, error: LoginErrorCode | null): void {
    if (own === userId) return this.#known.endSigns.seenAlive()
    if (userId === null) this.#known.endSigns.hear(error)
    else this.#known.endSigns.dropHeard()
    this.#parts.verifySoon()
  }
}
