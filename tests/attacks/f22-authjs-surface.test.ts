// Auth.js runs inside one module and has no address here: nothing of the routes it brings elsewhere answers.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')
const bases = ['/auth', '/api/auth']
const actions = [
  ...['session', 'csrf', 'providers', 'signin', 'signin/google', 'signout', 'error', '_log'],
  ...['verify-request', 'webauthn-options/google', 'callback/other', 'callback/credentials'],
  ...['callback/google/x', 'unknown', 'session/x', 'callback', 'callback/__proto__'],
]
const bodies = [
  ['application/json', '{"csrfToken":"x","callbackUrl":"https://evil.example"}'],
  ['application/x-www-form-urlencoded', 'csrfToken=x&callbackUrl=https%3A%2F%2Fevil.example'],
  ['text/plain', 'x'],
] as const

async function expectNotThere(
  address: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
) {
  const response = await answerTo(address, {
    method,
    headers: { ...headers, ...(body && { 'content-length': String(body.length) }) },
    ...(body && { body }),
  })
  expect([401, 404], `${method} ${address}`).toContain(response!.status)
  expect(response!.headers.get('location')).toBeNull()
  expect(response!.headers.getSetCookie()).toEqual([])
}

test.each(bases.flatMap((base) => actions.map((action) => `${base}/${action}`)))(
  '%s is not there, by any method or body',
  async (path) => {
    const cookie = cookiesOf(await plantSession(stack))
    const headers = { cookie, 'x-csrf': '1' }
    for (const site of everySite(stack)) {
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE'])
        await expectNotThere(site + path, method, headers)
      for (const [type, body] of bodies)
        await expectNotThere(site + path, 'POST', { ...headers, 'content-type': type }, body)
    }
  },
)

test.each(['authjs.session-token', '__Secure-authjs.session-token', 'next-auth.session-token'])(
  'the cookie %s is no session, and 12 KB of it no crash',
  async (name) => {
    for (const site of everySite(stack))
      for (const path of ['/auth/me', '/account', '/auth/session']) {
        const cookie = `${name}=${'x'.repeat(12_000)}`
        const response = await answerTo(site + path, { headers: { cookie, 'x-csrf': '1' } })
        expect([401, 303, 307, 404]).toContain(response!.status)
      }
  },
)
