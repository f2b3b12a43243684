// RFC 6750 §2.1: `Bearer`, one space or more, one token. Anything else is a refusal, never a crash (GHSA-xmf8-cvqr-rfgj).
import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem, guardedApis } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

test.each([
  'Bearer %',
  'Bearer %A',
  'Bearer %ZZ',
  'Bearer',
  'Bearer ',
  'bearer  ',
  'Bearer a b',
  'Bearer ...',
  'Bearer "a.b.c"',
  'Bearer a.b.c',
  'Basic x',
  `Basic ${Buffer.from('a:b').toString('base64')}`,
  'DPoP a.b.c',
  'Token a.b.c',
  'BearerA.b.c',
  '\u00ff\u00fe',
  '',
])('answers 401 to Authorization: %j', async (authorization) => {
  for (const site of everySite(stack))
    for (const path of guardedApis) {
      const response = await send(site + path, { headers: { authorization } })
      expect(response.status).toBe(401)
      await expectProblem(response, 'invalid_token')
    }
})

test('answers 401 to two Authorization headers, both of them good', async () => {
  const { accessToken } = await plantSession(stack)
  const value = `Bearer ${accessToken}`
  for (const site of everySite(stack)) {
    const joined = await send(`${site}/auth/me`, {
      headers: { authorization: `${value}, ${value}` },
    })
    expect(joined.status).toBe(401)
  }
})

test('takes the scheme in any case', async () => {
  const { accessToken } = await plantSession(stack)
  for (const site of everySite(stack))
    for (const scheme of ['bearer', 'BEARER', 'Bearer  ']) {
      const headers = { authorization: `${scheme} ${accessToken}` }
      expect((await send(`${site}/auth/me`, { headers })).status).toBe(200)
    }
})

test.each([12_000, 100_000])('survives an Authorization header of %d bytes', async (bytes) => {
  const token = randomBytes(bytes).toString('base64url')
  for (const site of everySite(stack)) {
    const headers = { authorization: `Bearer ${token}` }
    const status = await send(`${site}/auth/me`, { headers }).then(
      (response) => response.status,
      // Node hangs up on headers beyond its limit, possibly before the client has finished writing.
      (error: NodeJS.ErrnoException) => error.code,
    )
    expect([401, 431, 'EPIPE', 'ECONNRESET']).toContain(status)
    expect((await send(`${site}/health/live`)).status).toBe(200)
  }
})
