import type { BrowserEnvironment } from './browser-environment'

// How long a server in trouble is left in peace where it does not say so itself: 1 s, 2 s, 4 s … 30 s.
const longestPauseSeconds = 30

export class ServerPause {
  readonly #environment: BrowserEnvironment
  #until = 0
  #failures = 0

  constructor(environment: BrowserEnvironment) {
    this.#environment = environment
  }

  begin(retryAfterSeconds: number | null): void {
    const ownSeconds = Math.min(2 ** this.#failures, longestPauseSeconds)
    this.#failures += 1
    this.#until = this.#environment.now() + (retryAfterSeconds ?? ownSeconds) * 1000
  }

  end(): void {
    this.#until = 0
    this.#failures = 0
  }

  /** Whole seconds, rounded up; 0 or less: the server may be asked. */
  get remainingSeconds(): number {
    return Math.ceil((this.#until - this.#environment.now()) / 1000)
  }
}
