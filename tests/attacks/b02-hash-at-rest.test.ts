// RFC 9700 §4.14.1: what is stored opens nothing. The whole database is searched for everything the browser holds.
import { expect, inject, test } from 'vitest'
import { dumpDatabase } from '../support/dump.ts'
import { hashOf } from '../support/forge.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, signIn, startLogin } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { renewed } from '../support/renewal.ts'
import { findTraces } from '../support/traces.ts'

const stack = inject('stack')

test('holds no cookie, no access token, no code and no state, in whatever spelling', async () => {
  const started = await startLogin(stack)
  const query = started.authorizationUrl.searchParams
  const callback = await new GoogleControl(stack.googleUrl).approve(started.authorizationUrl.href)
  const { jar } = await finishLogin(stack, callback, { jar: started.jar })
  const first = jar.get('gatehouse-session')!
  await queryDatabase(
    stack,
    "UPDATE sessions SET rotated_at = now() - interval '1 h' WHERE token_hash = $1",
    [hashOf(first)],
  )
  const second = await renewed(stack.replicaUrls[0], first)
  const secrets = [
    ...[first, second.refreshToken, jar.get('gatehouse-access')!, second.accessToken],
    ...[query.get('state')!, query.get('nonce')!, callback.searchParams.get('code')!],
    ...[stack.clientSecret, stack.authSecret],
  ]
  expect(second.refreshToken).not.toBe(first)
  for (const secret of secrets) expect(secret.length).toBeGreaterThan(20)
  const dump = await dumpDatabase(stack)
  expect(findTraces(dump, secrets)).toEqual([])
  // The dump has what it should have, so that nothing above is missing by accident.
  for (const refreshToken of [first, second.refreshToken])
    expect(dump).toContain(hashOf(refreshToken).toString('hex'))
})

test('holds no token of Google’s', async () => {
  await signIn(stack, { persona: 'user9002' })
  const dump = await dumpDatabase(stack)
  expect(dump).toContain('accounts')
  expect(dump).not.toMatch(/ya29\.|\b1\/\/[\w-]{10,}|"id_token"/)
})
