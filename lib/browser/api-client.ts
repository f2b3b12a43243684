// `fetch` for our own API: attaches the access token, and turns an expired one into a short wait instead of an error.
// Guarantees: only requests to our own origin carry the token; a request is sent at most twice, and never for another
// user than it was made for; a second 401 is handed to the caller. Where the session has ended, a request waits for the
// sign-in, if it may, and is then sent as after any other renewal.
import { type AwaitSignIn, refuseToWait } from './await-sign-in'
import type { BrowserEnvironment } from './browser-environment'
import type { SessionClient } from './session-client'
import { SessionChangedError, SessionEndedError, SessionUnavailableError } from './session-errors'
import type { HeldToken } from './session-types'

export type ApiFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

function rejectOnAbort(signal: AbortSignal): { rejected: Promise<never>; stop: () => void } {
  let abort = () => {}
  const rejected = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
  return { rejected, stop: () => signal.removeEventListener('abort', abort) }
}

/** Waits for the shared renewal; a caller's abort ends that caller's waiting and nobody else's. */
async function requireRenewal(
  session: SessionClient,
  stale: HeldToken | null,
  signal: AbortSignal,
): Promise<HeldToken> {
  const { rejected, stop } = rejectOnAbort(signal)
  try {
    const outcome = await Promise.race([session.renew(stale), rejected])
    if (outcome.kind === 'ended') throw new SessionEndedError()
    if (outcome.kind === 'changed') throw new SessionChangedError()
    if (outcome.kind === 'unavailable') throw new SessionUnavailableError(outcome.retryAfterSeconds)
  } finally {
    stop()
  }
  const token = session.freshToken
  if (!token) throw new SessionUnavailableError(null)
  return token
}

/** @param awaitSignIn what to do once the session has ended; without it the request fails */
export function createApiFetch(
  session: SessionClient,
  environment: BrowserEnvironment,
  awaitSignIn: AwaitSignIn = refuseToWait,
): ApiFetch {
  async function requireToken(stale: HeldToken | null, signal: AbortSignal): Promise<HeldToken> {
    try {
      return await requireRenewal(session, stale, signal)
    } catch (error) {
      if (!(error instanceof SessionEndedError)) throw error
    }
    await awaitSignIn(signal)
    return session.freshToken ?? requireRenewal(session, null, signal)
  }

  function send(request: Request, token: HeldToken): Promise<Response> {
    const copy = request.clone()
    copy.headers.set('authorization', `Bearer ${token.rawToken}`)
    return environment.fetch(copy)
  }

  return async function apiFetch(input, init) {
    const origin = environment.origin()
    const address = new URL(input instanceof Request ? input.url : input, origin)
    if (address.origin !== origin) return environment.fetch(input, init)
    // Our API never redirects; a redirect would carry the token somewhere nobody decided on.
    const request = new Request(input instanceof Request ? input : address, {
      redirect: 'error',
      ...init,
    })
    const token = session.freshToken ?? (await requireToken(null, request.signal))
    const response = await send(request, token)
    if (response.status !== 401) return response
    session.refuse(token)
    const renewed = await requireToken(token, request.signal)
    // Frees the connection of the answer nobody will read.
    await response.body?.cancel()
    return send(request, renewed)
  }
}
