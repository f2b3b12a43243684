// Whether the server can be reached, as far as a page can tell. A browser that says "online" means that some cable is
// plugged in, so the page's own requests are the evidence: one that fails is followed by a question of our own, and only
// if that fails too is anybody told; any answer is proof of the contrary. It says nothing about the session.
import { paths } from '@/lib/config/paths'
import type { BrowserEnvironment } from './browser-environment'
import { Listeners } from './listeners'

/** `offline`: the browser says so, and nothing has answered since. `unreachable`: it does not, but nothing answers. */
export type ConnectionState = 'online' | 'offline' | 'unreachable'

const probeTimeoutMilliseconds = 5_000
const firstPauseSeconds = 2
const longestPauseSeconds = 30
// What stands in front of a site answers so for a server that is gone (RFC 9110 §15.6.3, §15.6.5).
const absentStatuses = [502, 504]

type Environment = Pick<BrowserEnvironment, 'fetch' | 'isOnline' | 'isVisible' | 'startTimer'>

export class Connection {
  readonly #environment: Environment
  readonly #listeners = new Listeners()
  #state: ConnectionState = 'online'
  #isProbing = false
  #pauseSeconds = firstPauseSeconds
  #stopTimer = () => {}

  constructor(environment: Environment) {
    this.#environment = environment
  }

  getState = (): ConnectionState => this.#state

  subscribe = this.#listeners.add

  /** `fetch`, whose outcome is evidence. */
  fetch: typeof fetch = async (input, init) => {
    try {
      const response = await this.#environment.fetch(input, init)
      // A gateway error of the API may be Google's; the question of our own tells.
      if (absentStatuses.includes(response.status)) this.#suspect()
      else this.#become('online')
      return response
    } catch (error) {
      // What was given up proves nothing.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.#suspect()
      throw error
    }
  }

  /** To be called when the browser says that it is online or offline. */
  hear = (): void => {
    if (!this.#environment.isOnline()) {
      this.#become('offline')
      this.#schedule()
    } else if (this.#state !== 'online') void this.#probe()
  }

  /** To be called when somebody comes back to the page. */
  wake = (): void => {
    if (this.#state !== 'online') void this.#probe()
  }

  stop(): void {
    this.#stopTimer()
  }

  #suspect(): void {
    if (this.#state === 'online') void this.#probe()
  }

  async #probe(): Promise<void> {
    if (this.#isProbing) return
    this.#isProbing = true
    this.#stopTimer()
    const isThere = await this.#ask()
    this.#isProbing = false
    if (isThere) return this.#become('online')
    this.#become(this.#environment.isOnline() ? 'unreachable' : 'offline')
    this.#schedule()
  }

  async #ask(): Promise<boolean> {
    const hangs = new AbortController()
    const stopTimer = this.#environment.startTimer(() => hangs.abort(), probeTimeoutMilliseconds)
    const options = { cache: 'no-store', signal: hangs.signal } as const
    try {
      const response = await this.#environment.fetch(paths.healthLive, options)
      return !absentStatuses.includes(response.status)
    } catch {
      // Offline, refused or too slow: all the same to whoever waits.
      return false
    } finally {
      stopTimer()
    }
  }

  #schedule(): void {
    this.#stopTimer()
    this.#stopTimer = this.#environment.startTimer(() => {
      // Nobody looks: whoever comes back wakes it.
      if (this.#environment.isVisible()) void this.#probe()
    }, this.#pauseSeconds * 1000)
    this.#pauseSeconds = Math.min(this.#pauseSeconds * 2, longestPauseSeconds)
  }

  #become(state: ConnectionState): void {
    if (state === 'online') {
      this.#stopTimer()
      this.#pauseSeconds = firstPauseSeconds
    }
    if (state === this.#state) return
    this.#state = state
    this.#listeners.tell()
  }
}
