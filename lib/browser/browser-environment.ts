// What the session code needs of the browser, in one object, so that tests can hand it several fake tabs.
import { openTabChannel, type TabChannel } from './tab-channel'
import { withRenewalLock, type RenewalLock } from './renewal-lock'

export type BrowserEnvironment = {
  fetch: typeof fetch
  origin: () => string
  now: () => number
  /** Runs `task` after the delay unless the returned function is called first. */
  startTimer: (task: () => void, milliseconds: number) => () => void
  openChannel: () => TabChannel
  withLock: RenewalLock
  isVisible: () => boolean
  /** What the browser says, which may be wrong. */
  isOnline: () => boolean
}

export const browserEnvironment: BrowserEnvironment = {
  fetch: (input, init) => window.fetch(input, init),
  origin: () => window.location.origin,
  now: () => Date.now(),
  startTimer(task, milliseconds) {
    const timer = setTimeout(task, milliseconds)
    return () => clearTimeout(timer)
  },
  openChannel: openTabChannel,
  withLock: withRenewalLock,
  isVisible: () => document.visibilityState === 'visible',
  isOnline: () => navigator.onLine,
}
