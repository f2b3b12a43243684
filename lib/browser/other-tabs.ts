// The way to the other tabs: what is told to them, and the wait for what they say.
import type { BrowserEnvironment } from './browser-environment'
import type { RenewalOutcome } from './session-types'
import type { TabChannel, TabMessage } from './tab-channel'

export class OtherTabs {
  /** What another tab has said of a server in trouble since the last renewal began here. */
  trouble: RenewalOutcome | null = null
  readonly #environment: BrowserEnvironment
  #channel: TabChannel | null = null
  #wakeWaiting: (() => void) | null = null

  constructor(environment: BrowserEnvironment) {
    this.#environment = environment
  }

  get areJoined(): boolean {
    return this.#channel !== null
  }

  /** Returns the way out. */
  join(listener: (message: TabMessage) => void): () => void {
    const channel = this.#environment.openChannel()
    this.#channel = channel
    channel.listen((message) => {
      listener(message)
      this.#wakeWaiting?.()
    })
    return () => {
      channel.close()
      this.#channel = null
    }
  }

  tell(message: TabMessage): void {
    this.#channel?.post(message)
  }

  /** Waits until something was heard that `isAnswer` takes for one, or the time is over. */
  async hear(milliseconds: number, isAnswer: () => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const stopTimer = this.#environment.startTimer(resolve, milliseconds)
      this.#wakeWaiting = () => {
        if (!isAnswer()) return
        stopTimer()
        resolve()
      }
    })
    this.#wakeWaiting = null
  }
}
