// /api/google/**: the gateway between a browser and Google's APIs. Who is asking has been decided before; this decides
// what may pass. It passes what the table lists (endpoints.ts), as a stream, and answers everything else itself.
import 'server-only'
import { AppError } from '@/lib/errors'
import { sendToGoogle } from './call-google'
import { type EndpointCall, findEndpoints } from './endpoint-address'
import { toAnswerHeaders } from './gateway-headers'

const jsonType = /^application\/json(?:\s*;|$)/i

/** The methods of an address at the gateway, for Allow. @throws {AppError} not_found where no row has it */
export function methodsAt(pathname: string): string[] {
  const methods = findEndpoints(pathname).map(({ endpoint }) => endpoint.method)
  if (methods.length === 0) throw new AppError('not_found')
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
}

function requireEndpoint(request: Request, pathname: string): EndpointCall {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const found = findEndpoints(pathname).find(({ endpoint }) => endpoint.method === method)
  if (found) return found
  throw new AppError('method_not_allowed', { allow: methodsAt(pathname) })
}

/** @throws {AppError} where the row takes no body, a smaller one, or another kind */
function requireBody(request: Request, { endpoint }: EndpointCall) {
  const length = Number(request.headers.get('content-length') ?? 0)
  if (!(length <= endpoint.maxRequestBytes)) throw new AppError('payload_too_large')
  if (!request.body || endpoint.maxRequestBytes === 0) return null
  if (!jsonType.test(request.headers.get('content-type') ?? ''))
    throw new AppError('unsupported_media_type')
  return request.body
}

/** @throws {AppError} */
export async function passToGoogle(request: Request, userId: string): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const call = requireEndpoint(request, pathname)
  const answer = await sendToGoogle(userId, call, {
    query: searchParams,
    withoutBody: request.method === 'HEAD',
    headers: request.headers,
    body: requireBody(request, call),
    signal: request.signal,
  })
  return new Response(answer.body, {
    status: answer.status,
    headers: toAnswerHeaders(answer.headers),
  })
}
