// Expectations in the product's words: `toBeProblem`, `toSetCookie`, `toBeRefusedLogin`.
import { expect } from 'vitest'
import type { LoginErrorCode } from '@/lib/auth/login-errors'
import { type ProblemCode, problems } from '@/lib/errors'

declare module 'vitest' {
  // The parameters are vitest's own and must be repeated to the letter.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** An RFC 9457 answer of ours: status, media type, `type`, `instance`, never cached. Await it. */
    toBeProblem(code: ProblemCode): Promise<void>
    /** Sets the cookie to a value, with the attributes every cookie of ours has. */
    toSetCookie(name: string): R
    /** A 303 to the login page with this code, and neither session nor access token. */
    toBeRefusedLogin(code: LoginErrorCode): R
  }
}

function problemFaults(response: Response, body: Record<string, unknown>, code: ProblemCode) {
  const { status, title } = problems[code]
  const challenge = response.headers.get('www-authenticate')
  return [
    response.status !== status && `status ${response.status}, not ${status}`,
    response.headers.get('content-type') !== 'application/problem+json' && 'another media type',
    !response.headers.get('cache-control')?.includes('no-store') && 'may be cached',
    status === 401 && !challenge?.startsWith('Bearer') && 'no Bearer challenge',
    !String(body.type).endsWith(`/problems/${code}`) && `type ${String(body.type)}`,
    body.title !== title && `title ${String(body.title)}`,
    body.status !== status && `status member ${String(body.status)}`,
    typeof body.instance !== 'string' && 'no instance',
  ].filter(Boolean)
}

async function toBeProblem(response: Response, code: ProblemCode) {
  const text = await response.clone().text()
  let body: Record<string, unknown> = {}
  try {
    body = JSON.parse(text) as Record<string, unknown>
  } catch {
    // What is not JSON has none of the members, and every one of them is reported.
  }
  const faults = problemFaults(response, body, code)
  return {
    pass: faults.length === 0,
    message: () => `expected the problem ${code}: ${faults.join(', ')}\n${text.slice(0, 500)}`,
  }
}

function findCookie(response: Response, name: string): string | undefined {
  return response.headers
    .getSetCookie()
    .find((line) => line.startsWith(`${name}=`) || line.startsWith(`__Host-${name}=`))
}

function setsCookie(response: Response, name: string): boolean {
  const [pair = '', ...attributes] = findCookie(response, name)?.split('; ') ?? []
  return (
    !/=$|^$/.test(pair) &&
    ['Path=/', 'HttpOnly', 'SameSite=Lax'].every((attribute) => attributes.includes(attribute)) &&
    attributes.some((attribute) => /^Max-Age=[1-9]\d*$/.test(attribute))
  )
}

function toSetCookie(response: Response, name: string) {
  return {
    pass: setsCookie(response, name),
    message: () => `Set-Cookie: ${response.headers.getSetCookie().join('\n')}`,
  }
}

function toBeRefusedLogin(response: Response, code: LoginErrorCode) {
  const location = new URL(response.headers.get('location') ?? 'none:', 'http://none.invalid')
  const faults = [
    response.status !== 303 && `status ${response.status}, not 303`,
    location.pathname !== '/login' && `leads to ${location.href}`,
    location.searchParams.get('error') !== code &&
      `code ${location.searchParams.get('error')}, not ${code}`,
    !response.headers.get('cache-control')?.includes('no-store') && 'may be cached',
    setsCookie(response, 'gatehouse-session') && 'a session was given',
    setsCookie(response, 'gatehouse-access') && 'an access token was given',
  ].filter(Boolean)
  return {
    pass: faults.length === 0,
    message: () => `expected a login refused with ${code}: ${faults.join(', ')}`,
  }
}

expect.extend({ toBeProblem, toSetCookie, toBeRefusedLogin })
