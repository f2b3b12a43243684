// Covers H20.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Replica, startReplica } from '../support/stack/replica.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
let replica: Replica

beforeAll(async () => {
  // Port 9 is the discard service, which nobody runs: connections are refused.
  replica = await startReplica(stack, { env: { AUTH_GOOGLE_ISSUER: 'http://127.0.0.1:9' } })
})
afterAll(() => replica.stop())

test('a provider that was never reached is called in trouble, on the login page', async () => {
  const response = await send(`${replica.url}/auth/google/login?next=/account`)
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toContain('/login?error=provider_unavailable')
  expect(response.headers.getSetCookie()).toEqual([])
})
