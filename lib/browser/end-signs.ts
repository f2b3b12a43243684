// Why the session ended, where the server had no cookie to tell it from: another tab's page may say it, and otherwise the
// time without use does.
import type { LoginErrorCode } from '@/lib/auth/login-errors'
import type { BrowserEnvironment } from './browser-environment'
import { type End, toEnd } from './end-reasons'

export class EndSigns {
  readonly #environment: BrowserEnvironment
  readonly #idleSeconds: number
  #lastSeenAliveAt = 0
  #heard: End | null = null

  /** @param idleSeconds after how long without use the server ends a session */
  constructor(environment: BrowserEnvironment, idleSeconds: number) {
    this.#environment = environment
    this.#idleSeconds = idleSeconds
  }

  seenAlive(): void {
    this.#lastSeenAliveAt = this.#environment.now()
  }

  /** Another tab's page was made for nobody, and its `error` may say why. */
  hear(error: LoginErrorCode | null): void {
    this.#heard = toEnd(error)
  }

  /** What was heard is of no use any more: the server knows better. */
  dropHeard(): void {
    this.#heard = null
  }

  // The cookie goes when a session has been idle for too long. Use is noticed when the access token is renewed, which is
  // after half of that time at the latest.
  guess(): End {
    if (this.#heard) return this.#heard
    const unusedSeconds = (this.#environment.now() - this.#lastSeenAliveAt) / 1000
    return unusedSeconds >= this.#idleSeconds / 2 ? 'session_idle' : 'session_ended'
  }
}
