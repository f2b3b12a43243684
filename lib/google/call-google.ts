// One call of Google's on behalf of a user: the way the gateway and our own pages read alike. Guarantees: the address
// comes from the table, the token is the user's own and goes nowhere else, redirects are not followed, every wait and
// every size is bounded, and what comes back is a success or an AppError without a word of Google's.
import 'server-only'
import { AppError } from '@/lib/errors'
import { createCallEnding } from './call-ending'
import { type EndpointCall, toGoogleUrl } from './endpoint-address'
import { type Endpoint, type EndpointName, endpoints } from './endpoints'
import { toGoogleHeaders } from './gateway-headers'
import { googleUnavailable, reconnectRequired } from './google-problems'
import { getGoogleToken } from './google-token'
import { limitStream } from '@/lib/http/limited-stream'
import { toUpstreamProblem } from './upstream-problem'

/** `headers` are the caller's, of which only listed ones go on; `signal` ends the call with its caller. */
export type CallOptions = {
  query?: URLSearchParams
  /** HEAD where the row says GET. */
  withoutBody?: boolean
  headers?: Headers
  body?: ReadableStream<Uint8Array> | null
  signal?: AbortSignal
}

type Prepared = CallOptions & { endpoint: Endpoint; url: URL; headers: Headers }

const repeatable = ['GET', 'HEAD', 'PUT', 'DELETE']

function tooLarge(): AppError {
  return new AppError('payload_too_large')
}

/** Google's answer, and what is to be called when nothing more of it is wanted. */
type Sent = { answer: Response; release: () => void }

async function send(
  { endpoint, url, headers, body, withoutBody, signal }: Prepared,
  token: string,
): Promise<Sent> {
  const ending = createCallEnding(endpoint, signal)
  let isTooLarge = false
  const limited = body
    ? limitStream(body, endpoint.maxRequestBytes, () => {
        isTooLarge = true
        return tooLarge()
      })
    : null
  try {
    const answer = await fetch(url, {
      method: withoutBody ? 'HEAD' : endpoint.method,
      headers: toGoogleHeaders(headers, token),
      redirect: 'manual',
      cache: 'no-store',
      signal: ending.signal,
      // The Fetch standard wants it said that a body is sent before the answer begins.
      ...(limited && { body: limited, duplex: 'half' }),
    })
    ending.noteAnswer()
    return { answer, release: ending.release }
  } catch (error) {
    ending.release()
    if (isTooLarge) throw tooLarge()
    throw new AppError(ending.isLate() ? 'google_timeout' : 'google_failed', { cause: error })
  }
}

async function discard({ answer, release }: Sent): Promise<void> {
  release()
  await answer.body?.cancel()
}

/** A 401 of Google's ends here: once renewed and, where it does no harm, asked again. */
async function sendAuthorized(userId: string, prepared: Prepared): Promise<Sent> {
  const { endpoint, body } = prepared
  const token = await getGoogleToken(userId, endpoint.scope)
  const sent = await send(prepared, token.rawToken)
  if (sent.answer.status !== 401) return sent
  await discard(sent)
  const renewed = await getGoogleToken(userId, endpoint.scope, token.rawToken)
  // A body that has streamed through is gone: the caller sends it again, now with a good token.
  if (body || !repeatable.includes(endpoint.method)) throw googleUnavailable()
  const second = await send(prepared, renewed.rawToken)
  if (second.answer.status !== 401) return second
  await discard(second)
  throw reconnectRequired(endpoint.scope)
}

/** @throws {AppError} where it is no success, or says that it is too large */
async function requireSuccess({ answer }: Sent, endpoint: Endpoint): Promise<void> {
  if (!answer.ok && answer.status !== 304)
    throw await toUpstreamProblem(answer, endpoint.scope, new Date())
  if (Number(answer.headers.get('content-length') ?? 0) > endpoint.maxAnswerBytes)
    throw new AppError('google_failed', { cause: new Error('Google answered with too much') })
}

/**
 * @returns Google's answer, 2xx or 304, its body limited and still streaming
 * @throws {AppError} invalid_request, payload_too_large, google_*, not_found, service_unavailable
 */
export async function sendToGoogle(
  userId: string,
  call: EndpointCall,
  options: CallOptions = {},
): Promise<Response> {
  const { endpoint } = call
  const url = toGoogleUrl(call, options.query ?? new URLSearchParams())
  const headers = options.headers ?? new Headers({ accept: 'application/json' })
  const sent = await sendAuthorized(userId, { ...options, endpoint, url, headers })
  try {
    await requireSuccess(sent, endpoint)
  } catch (error) {
    await discard(sent).catch(() => undefined)
    throw error
  }
  const { answer, release } = sent
  if (!answer.body) release()
  const tooMuch = () => new Error('Google answered with too much')
  const body = answer.body && limitStream(answer.body, endpoint.maxAnswerBytes, tooMuch, release)
  return new Response(body, { status: answer.status, headers: answer.headers })
}

type Names<Pattern> = Partial<Record<keyof Pattern & string, string>>

/** Path parameters and query of an endpoint, by the names in its row. */
export type EndpointInput<Name extends EndpointName> = {
  params?: Names<(typeof endpoints)[Name]['params']>
  query?: Names<(typeof endpoints)[Name]['query']>
}

/** For our own code: an endpoint by its name, with values by theirs. As {@link sendToGoogle}. */
export function callGoogle<Name extends EndpointName>(
  userId: string,
  name: Name,
  { params, query }: EndpointInput<Name> = {},
  signal?: AbortSignal,
): Promise<Response> {
  const given = (values: object | undefined) =>
    Object.entries(values ?? {}).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    )
  const call = { name, endpoint: endpoints[name], params: Object.fromEntries(given(params)) }
  return sendToGoogle(userId, call, {
    query: new URLSearchParams(given(query)),
    ...(signal && { signal }),
  })
}
