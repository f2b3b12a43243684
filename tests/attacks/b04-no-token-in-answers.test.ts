// BFF, OWASP ASVS 14.3.3: what the browser is sent to show holds no token. Pages, payloads, JSON and bundles; what a
// script sees at run time is tried in tests/e2e/tokens-stay-hidden.spec.ts.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { signIn } from '../support/login.ts'
import { listSessions } from '../support/own-sessions.ts'
import { everySite } from '../support/refusals.ts'
import { renewed } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { findTraces } from '../support/traces.ts'

const stack = inject('stack')

test('no page, no payload and no JSON but the renewal’s own shows a token', async () => {
  const { jar } = await signIn(stack, { persona: 'ada' })
  await signIn(stack, { persona: 'ada' })
  const renewal = await renewed(stack.replicaUrls[1], jar.get('gatehouse-session')!)
  const secrets = [
    ...[jar.get('gatehouse-session')!, jar.get('gatehouse-access')!],
    ...[renewal.refreshToken, renewal.accessToken, stack.clientSecret, stack.authSecret],
  ]
  for (const site of everySite(stack))
    for (const address of ['/', '/login', '/account', '/products', '/privacy', '/nowhere'])
      for (const extra of [{}, { rsc: '1' }] as Record<string, string>[]) {
        const headers = { cookie: jar.header(), 'sec-fetch-site': 'same-origin', ...extra }
        const response = await send(site + address, { headers })
        const text = await response.text()
        expect(findTraces(text + response.headers.get('location'), secrets)).toEqual([])
        expect(text).not.toMatch(/eyJ[\w-]{10,}\.|ya29\.|tokenHash|token_hash|sealed_|sealed[AR]/i)
      }
  for (const address of ['/auth/me', '/auth/sessions', '/api/products', '/openapi.json']) {
    const headers = { cookie: jar.header(), 'x-csrf': '1' }
    const text = await (await send(stack.replicaUrls[0] + address, { headers })).text()
    expect(findTraces(text, secrets)).toEqual([])
  }
  expect(findTraces(JSON.stringify(renewal.body), [renewal.refreshToken])).toEqual([])
  expect(await listSessions(stack.replicaUrls[0], renewal)).not.toHaveLength(0)
})

test('no bundle knows a secret, a key or a table, and no source map is served', async () => {
  const folder = '.next/static'
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(js|css|json|map|txt)$/.test(file),
  )
  expect(files.some((file) => file.endsWith('.js'))).toBe(true)
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  for (const file of files) {
    const text = readFileSync(path.join(folder, file), 'utf8')
    expect(findTraces(text, [stack.clientSecret, stack.authSecret])).toEqual([])
    expect(text, file).not.toMatch(
      /AUTH_SECRET|AUTH_GOOGLE_SECRET|DATABASE_URL|token_hash|refreshTokenMac|BEGIN [A-Z ]*PRIVATE KEY/,
    )
  }
})
