// OWASP ASVS 5.0 §15.3.4: an address that the client wrote itself gains it nothing.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { limitTable } from '@/lib/limits/limit-table'
import { from, newAddress, quotaOf, startCounting, untilRefused } from '../support/limits.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const factor = 0.01
const quota = quotaOf(limitTable.login_start.address, factor)

let direct: Replica
let proxied: Replica
beforeAll(async () => {
  ;[direct, proxied] = await Promise.all([
    startCounting(stack, factor, { TRUSTED_PROXY_HOPS: undefined }),
    startCounting(stack, factor),
  ])
})
afterAll(() => Promise.all([direct.stop(), proxied.stop()]))

/** A new lie in every header at every request. */
function lies(): Record<string, string> {
  const address = newAddress()
  return {
    'x-forwarded-for': `${address}, ${newAddress()}`,
    'x-real-ip': address,
    'x-client-ip': address,
    'true-client-ip': address,
    'cf-connecting-ip': address,
    'x-gatehouse-peer': address,
    'x-gatehouse-internal-call': `${Math.floor(Date.now() / 1_000)};${address};${'A'.repeat(43)}`,
    forwarded: `for=${address}`,
  }
}

describe('a client that claims another address with every request', () => {
  it('counts as the one who is connected, where there is no proxy', async () => {
    const start = () => send(`${direct.url}/auth/google/login`, { headers: lies() })
    // This machine's own address may have been used a moment ago.
    expect((await untilRefused(start, quota)).allowed).toBeLessThanOrEqual(quota)
  })

  it('counts as the one our proxy saw, where there is one', async () => {
    const seen = newAddress()
    const start = () => {
      const claimed = lies()
      const headers = { ...claimed, 'x-forwarded-for': `${claimed['x-forwarded-for']}, ${seen}` }
      return send(`${proxied.url}/auth/google/login`, { headers })
    }
    expect((await untilRefused(start, quota)).allowed).toBe(quota)
    const other = await send(`${proxied.url}/auth/google/login`, from(newAddress()))
    expect(other.status, 'nobody else is refused').toBe(303)
  })

  it('gains nothing by hiding it: all such clients count as one', async () => {
    const start = () =>
      send(`${proxied.url}/auth/google/login`, { headers: { 'x-forwarded-for': 'unknown' } })
    // They count as one with those of other tests of the same minute.
    expect((await untilRefused(start, quota)).allowed).toBeLessThanOrEqual(quota)
    expect((await send(`${proxied.url}/auth/google/login`)).status).toBe(429)
  })
})
