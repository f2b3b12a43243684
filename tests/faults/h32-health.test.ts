import { afterEach, afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { FaultProxy } from '../support/faults/fault-proxy.ts'
import { GoogleControl } from '../support/local-google.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
let database: FaultProxy
let replica: Replica

beforeAll(async () => {
  database = await FaultProxy.to(stack.databaseUrl)
  // Nothing listens on port 9: a Redis that is down from the beginning.
  const env = {
    DATABASE_URL: database.through(stack.databaseUrl),
    REDIS_URL: 'redis://127.0.0.1:9',
  }
  replica = await startReplica(stack, { env })
})
afterEach(async () => {
  await database.heal()
  await google.reset()
})
afterAll(async () => {
  await replica?.stop()
  await database?.stop()
})

const ask = (path: string) => send(replica.url + path)

describe('health', () => {
  it('is alive and ready without Redis and without Google', async () => {
    await google.set({ endpoints: { discovery: { status: 500 }, jwks: { status: 500 } } })
    expect((await ask('/health/live')).status).toBe(200)
    expect((await ask('/health/ready')).status).toBe(200)
  })

  it.each([
    ['refuses connections', { down: true }],
    ['hangs', { mute: true }],
  ])('is alive and not ready where the database %s, and says nothing of why', async (_, fault) => {
    await database.impose(fault)
    expect((await ask('/health/live')).status).toBe(200)
    const readiness = await ask('/health/ready')
    await expect(readiness).toBeProblem('service_unavailable')
    expect(readiness.headers.get('retry-after')).toBe('5')
    expect(await readiness.text()).not.toMatch(
      /ECONN|timeout|postgres|127\.0\.0\.1:\d+\/gatehouse/i,
    )
    await database.heal()
    await expect
      .poll(async () => (await ask('/health/ready')).status, { timeout: 10_000 })
      .toBe(200)
  })
})
