// POST /auth/risc: where Google pushes security event tokens (RFC 8935). Guarantees 202 only for what is written and can
// no longer be lost, 400 with the reason for what will never be accepted, and 503 where the database or the keys cannot
// be had, so that Google sends it again. Trusts nothing but the signature; cookies and credentials are not looked at.
import 'server-only'
import { AppError } from '@/lib/errors'
import { ProviderUnavailable } from '@/lib/google/provider-fetch'
import { DeliveryRefused, verifySecurityEventToken } from '@/lib/google/security-event-token'
import { noStore } from '@/lib/http/cache-control'
import { clientAddress } from '@/lib/http/client-address'
import { requestIdOf } from '@/lib/http/request-id'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { log } from '@/lib/log/logger'
import { actOnSecurityEvents } from './act-on-security-event'

const mediaType = 'application/secevent+jwt'
// Google's are about one kilobyte.
const maxBodyBytes = 16 * 1_024
const retryAfterSeconds = 30

function requireMediaType(headers: Headers): void {
  const [essence = ''] = (headers.get('content-type') ?? '').split(';')
  if (essence.trim().toLowerCase() !== mediaType)
    throw new DeliveryRefused('invalid_request', `The body must be ${mediaType}.`)
}

async function readToken(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBodyBytes) throw new DeliveryRefused('invalid_request', 'The body is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8').trim()
}

// RFC 8935 §2.3: JSON with `err` and `description`, in the language the header names.
function toRefusal({ code, message }: DeliveryRefused): Response {
  const headers = { ...noStore, 'content-language': 'en' }
  return Response.json({ err: code, description: message }, { status: 400, headers })
}

/** @throws {AppError} too_many_requests, service_unavailable: the same may be accepted later */
export async function receiveSecurityEvent(request: Request, now: Date): Promise<Response> {
  await requireWithinLimit('risc', { address: clientAddress(request.headers) })
  try {
    requireMediaType(request.headers)
    const claims = await verifySecurityEventToken(await readToken(request), now)
    await actOnSecurityEvents(claims)
    return new Response(null, { status: 202, headers: noStore })
  } catch (error) {
    if (error instanceof ProviderUnavailable)
      throw new AppError('service_unavailable', { retryAfterSeconds, cause: error })
    if (!(error instanceof DeliveryRefused)) throw error
    const requestId = requestIdOf(request.headers)
    log.warn('security event refused', { requestId, code: error.code, error })
    return toRefusal(error)
  }
}
