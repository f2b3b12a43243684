// What stands in front of Next in `npm start`: the few things that must hold for every response and that neither
// next.config.ts nor the middleware can do. It refuses what Next answers with a 500 or resolves to another page than the
// guard saw (TRACE, malformed percent-encoding, encoded dot segments, a target in absolute form, a router's state that is
// none), and a body announced larger than Next hands on whole, before anybody waits for it; it adds
// Strict-Transport-Security where the site is https, names the peer's address so that a client cannot, and the site's host
// so that nobody but AUTH_URL does: Next compares a Server Action's Origin with it and fetches from where it says. While
// the process drains it answers for readiness. Of files it takes what Next would answer with a 500: other methods than
// GET and HEAD, parts of them, and conditions on changing them.
import { readdirSync } from 'node:fs'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'

const peerHeader = 'x-gatehouse-peer'
const strictTransportSecurity = 'max-age=63072000; includeSubDomains'
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const fileMethods = ['GET', 'HEAD']
const publicFiles = readdirSync(new URL('../public', import.meta.url)).map((name) => `/${name}`)
// Nothing but Next's files looks at these. A server may send the whole in place of a part (RFC 9110 §14.2), and who only
// reads overwrites nothing (§13.1.1, §13.1.4).
const fileHeaders = ['range', 'if-range', 'if-match', 'if-unmodified-since']

const titles = {
  invalid_request: [400, 'The request is not valid'],
  method_not_allowed: [405, 'Method not allowed'],
  payload_too_large: [413, 'The request body is too large'],
  service_unavailable: [503, 'The service is having trouble'],
}
// Behind a middleware Next reads a body before anybody sees the request, and cuts it off at ten megabytes without a word.
const maxBodyBytes = 8 * 1_024 * 1_024
const readinessPath = '/health/ready'
const retryAfterSeconds = 5

/** The code of the problem with a request's method or target, or null. */
export function faultOf(method, target) {
  if (!methods.includes(method)) return 'method_not_allowed'
  // RFC 9112 §3.2: origin form is what a client sends to a server; absolute form is for proxies.
  if (!target.startsWith('/')) return 'invalid_request'
  const decoded = decodedPathOf(target)
  if (decoded === null) return 'invalid_request'
  // RFC 3986 §6.2.2.3: clients remove dot segments; one that is left, or hides in an encoding, means mischief.
  const hasDotSegment = decoded.split(/[/\\]/).some((part) => part === '.' || part === '..')
  const hasOddCharacter = /[\u0000-\u001f\u007f\\]/.test(decoded)
  if (hasDotSegment || hasOddCharacter) return 'invalid_request'
  return methodsAt(target).includes(method) ? null : 'method_not_allowed'
}

// Next looks for files by it.
function decodedPathOf(target) {
  try {
    return decodeURIComponent(target.split('?')[0])
  } catch {
    return null
  }
}

function methodsAt(target) {
  const path = decodedPathOf(target)
  return path?.startsWith('/_next/') || publicFiles.includes(path) ? fileMethods : methods
}

/**
 * Wraps Next's request handler.
 * @param handle Next's own
 * @param authUrl the public origin
 * @param isDraining whether the process is about to go
 */
export function frontDoor(handle, authUrl, isDraining) {
  const { host, protocol } = new URL(authUrl)
  const isHttps = protocol === 'https:'
  return (request, response) => {
    if (isHttps) response.setHeader('strict-transport-security', strictTransportSecurity)
    const code =
      faultOf(request.method, request.url) ??
      routerFaultOf(request) ??
      bodyFaultOf(request) ??
      drainFaultOf(request, isDraining())
    if (code) {
      refuse(response, code, authUrl, methodsAt(request.url))
      return
    }
    for (const name of fileHeaders) delete request.headers[name]
    request.headers.host = host
    request.headers['x-forwarded-host'] = host
    // Next then takes what this process itself speaks: it fetches from itself.
    delete request.headers['x-forwarded-proto']
    request.headers[peerHeader] = request.socket.remoteAddress ?? ''
    void handle(request, response)
  }
}

// What Next's own router sends with a navigation within the site, by Next's own judgement.
function routerFaultOf({ headers }) {
  try {
    parseAndValidateFlightRouterState(headers['next-router-state-tree'])
    return null
  } catch {
    return 'invalid_request'
  }
}

function bodyFaultOf({ headers }) {
  return Number(headers['content-length'] ?? 0) > maxBodyBytes ? 'payload_too_large' : null
}

function drainFaultOf({ url }, isDraining) {
  return isDraining && url.split('?')[0] === readinessPath ? 'service_unavailable' : null
}

/** RFC 9457, in the shape of lib/http/problem.ts. */
export function refuse(response, code, authUrl, allowed = methods) {
  const [status, title] = titles[code]
  response.writeHead(status, {
    'content-type': 'application/problem+json',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...(status === 405 && { allow: allowed.join(', ') }),
    ...(status === 503 && { 'retry-after': retryAfterSeconds }),
    connection: 'close',
  })
  const instance = `urn:uuid:${crypto.randomUUID()}`
  response.end(
    JSON.stringify({ type: `${authUrl}/problems/${code}`, title, status, code, instance }),
  )
}
