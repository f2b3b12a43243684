// A request that failed because the session had ended waits here for the sign-in, and goes on or is given up. Guarantees:
// it goes on for the same user alone; not after a sign-out, an abort, or ten minutes, when nobody remembers asking for it;
// and no more than twenty wait at once.
import type { BrowserEnvironment } from './browser-environment'
import type { SessionClient } from './session-client'
import { SessionChangedError, SessionEndedError } from './session-errors'

const mostWaiting = 20
const longestMilliseconds = 10 * 60_000

/** @throws SessionEndedError, SessionChangedError, the signal's reason */
export type AwaitSignIn = (signal: AbortSignal) => Promise<void>

/** For whoever has no dialog that a person could sign in by. */
export const refuseToWait: AwaitSignIn = () => Promise.reject(new SessionEndedError())

/** Settles with the next change of the session, the abort, or the end of the time. */
function nextChange(
  session: SessionClient,
  environment: Pick<BrowserEnvironment, 'startTimer'>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const settle = (finish: () => void) => () => {
      stopFollowing()
      stopTimer()
      signal.removeEventListener('abort', onAbort)
      finish()
    }
    const onAbort = settle(() => reject(signal.reason as Error))
    const stopTimer = environment.startTimer(settle(resolve), longestMilliseconds)
    const stopFollowing = session.subscribe(settle(resolve))
    signal.addEventListener('abort', onAbort)
  })
}

/** @param mayWait whether the page on display offers to sign in where it is */
export function createSignInWait(
  session: SessionClient,
  environment: Pick<BrowserEnvironment, 'startTimer' | 'now'>,
  mayWait: () => boolean,
): AwaitSignIn {
  let waiting = 0

  return async function awaitSignIn(signal) {
    signal.throwIfAborted()
    if (session.getState().status === 'ended') {
      if (!mayWait() || waiting >= mostWaiting) throw new SessionEndedError()
      const since = environment.now()
      waiting += 1
      await nextChange(session, environment, signal).finally(() => {
        waiting -= 1
      })
      // A machine that slept has held its timers back.
      if (environment.now() - since >= longestMilliseconds) throw new SessionEndedError()
    }
    const { status } = session.getState()
    if (status === 'unknown') throw new SessionChangedError()
    if (status !== 'signed-in') throw new SessionEndedError()
  }
}
