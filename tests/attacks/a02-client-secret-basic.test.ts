// oidcc-client-test-client-secret-basic; RFC 6749 §2.3.1: id and secret are form-encoded before they are joined by a colon,
// so that signs with a meaning there arrive as they are.
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startLocalGoogle } from '../../local/cli/services.mjs'
import { findFreePort } from '../../local/ports.mjs'
import { GoogleControl } from '../support/local-google.ts'
import { signIn } from '../support/login.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const clientId = 'shop+one%41:two/three.apps'
const clientSecret = 's+e/c%72:r=e&t?#~ x'
let google: { url: string; stop: () => Promise<void> }
let replica: Replica

beforeAll(async () => {
  google = (await startLocalGoogle({
    ...{ clientId, clientSecret, data: undefined, port: await findFreePort() },
    redirectUris: [`${stack.authUrl}/auth/callback/google`],
    logFile: path.join(stack.logFolder, 'google-of-a02.log'),
  })) as typeof google
  const env = {
    ...{ AUTH_GOOGLE_ID: clientId, AUTH_GOOGLE_SECRET: clientSecret },
    ...{ AUTH_GOOGLE_ISSUER: google.url, GOOGLE_API_ORIGIN: google.url },
  }
  replica = await startReplica(stack, { name: 'site-of-a02', env })
})
afterAll(async () => {
  await replica.stop()
  await google.stop()
})

test('a client whose id and secret are full of reserved signs is known to the provider', async () => {
  const control = new GoogleControl(google.url)
  // Imogen, for Grace's address belongs to the other issuer's user by now.
  await control.set({ personas: { imogen: { email: 'reserved@example.org' } } })
  const { location } = await signIn(
    { ...stack, googleUrl: google.url },
    { url: replica.url, persona: 'imogen' },
  )
  expect(location).toBe('/products')
  const requests = await control.requests('token')
  expect(requests.map(({ authScheme, status }) => [authScheme, status])).toEqual([['Basic', 200]])
  expect(requests[0]!.form).not.toHaveProperty('client_secret')
})
