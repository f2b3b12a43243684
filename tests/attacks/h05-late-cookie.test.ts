// An older answer that reaches the browser after a newer one puts the older cookie back. Within the grace that is no harm:
// the next renewal leads to where the newer one was, and nobody is signed out.
import { beforeEach, expect, inject, test } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import {
  ageSession,
  plantSession,
  type PlantedSession,
  readSession,
} from '../support/planted-session.ts'
import { refresh } from '../support/renewal.ts'

const stack = inject('stack')
const name = 'gatehouse-session'
let session: PlantedSession
let jar: CookieJar

beforeEach(async () => {
  session = await plantSession(stack)
  jar = new CookieJar([[name, session.refreshToken]])
})

test('two answers to one token leave the same cookie, in whatever order they come', async () => {
  const [first, second] = await Promise.all(
    stack.replicaUrls.map((site) => refresh(site, session.refreshToken)),
  )
  jar.store(second!)
  const newer = jar.get(name)
  jar.store(first!)
  expect(jar.get(name)).toBe(newer)
})

test('an answer that is one generation late is made good by the next renewal', async () => {
  const late = await refresh(stack.replicaUrls[0], session.refreshToken)
  const intime = await refresh(stack.replicaUrls[1], session.refreshToken)
  jar.store(intime)
  await ageSession(stack, session.sessionId, 60)
  jar.store(await refresh(stack.replicaUrls[1], jar.get(name)!))
  const newest = jar.get(name)!
  jar.store(late)
  expect(jar.get(name)).not.toBe(newest)
  const recovered = await refresh(stack.replicaUrls[0], jar.get(name)!)
  expect(recovered.status).toBe(200)
  jar.store(recovered)
  expect(jar.get(name)).toBe(newest)
  expect((await readSession(stack, session.sessionId)).revoked_at).toBeNull()
})
