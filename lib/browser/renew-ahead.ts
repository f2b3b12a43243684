// Replaces the access token a little before it expires, so that no request has to wait for it.
// Only a tab somebody looks at does so: a forgotten one must not keep the session alive past its idle limit.
import type { BrowserEnvironment } from './browser-environment'
import type { SessionClient } from './session-client'

const firstRetrySeconds = 5
const longestRetrySeconds = 60

export type AheadOfExpiry = {
  /** To be called when the tab comes into view, or the network comes back. */
  wake: () => void
  stop: () => void
}

export function renewAheadOfExpiry(
  session: SessionClient,
  environment: BrowserEnvironment,
): AheadOfExpiry {
  let stopTimer = () => {}
  let retrySeconds = firstRetrySeconds
  let isRenewing = false

  function schedule(milliseconds: number) {
    stopTimer()
    stopTimer = environment.startTimer(() => void renewIfDue(), Math.max(milliseconds, 0))
  }

  function follow() {
    stopTimer()
    const renewAt = session.renewAt
    if (renewAt !== null && !isRenewing) schedule(renewAt - environment.now())
  }

  async function renewIfDue() {
    const renewAt = session.renewAt
    if (isRenewing || renewAt === null || renewAt > environment.now()) return
    if (!environment.isVisible()) return
    isRenewing = true
    const outcome = await session.renew(session.freshToken).finally(() => {
      isRenewing = false
    })
    if (outcome.kind !== 'unavailable') {
      retrySeconds = firstRetrySeconds
      return follow()
    }
    schedule((outcome.retryAfterSeconds ?? retrySeconds) * 1000)
    retrySeconds = Math.min(retrySeconds * 2, longestRetrySeconds)
  }

  const unsubscribe = session.subscribe(follow)
  return {
    wake: () => void renewIfDue(),
    stop() {
      stopTimer()
      unsubscribe()
    },
  }
}
