// Running into a limit, and what must be met there.
import { randomInt } from 'node:crypto'
import { expect } from 'vitest'
import { limitTable, limitWindowSeconds } from '../../lib/limits/limit-table.ts'
import { type Replica, startReplica } from './stack/replica.ts'
import type { StackAddresses } from './stack/addresses.ts'

/** A replica that counts: behind a proxy, so that a test chooses its address, and with limits that are soon reached. */
export function startCounting(
  stack: StackAddresses,
  factor: number,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Replica> {
  return startReplica(stack, {
    env: { RATE_LIMIT_FACTOR: String(factor), TRUSTED_PROXY_HOPS: '1', ...env },
  })
}

export function quotaOf(requests: number, factor: number): number {
  return Math.max(1, Math.round(requests * factor))
}

// Counters outlive a test file by a minute, so each begins somewhere else.
let lastAddress = randomInt(2 ** 24)

/** An address of its own (RFC 1918), so that no test finds the budget of another spent. */
export function newAddress(): string {
  lastAddress = (lastAddress + 1) % 2 ** 24
  return `10.${lastAddress >> 16}.${(lastAddress >> 8) & 0xff}.${lastAddress & 0xff}`
}

/** A navigation from an address, as our one trusted proxy hands it on. */
export function from(address: string, headers: Record<string, string> = {}) {
  return { headers: { 'x-forwarded-for': address, ...headers } }
}

/** Sends one after the other until the first 429. @returns how many were answered before it, and the 429 */
export async function untilRefused(
  sendOne: () => Promise<Response>,
  most: number,
): Promise<{ allowed: number; refused: Response }> {
  for (let allowed = 0; allowed <= most; allowed++) {
    const response = await sendOne()
    if (response.status === 429) return { allowed, refused: response }
  }
  throw new Error(`not refused after ${most + 1} requests`)
}

/** The status, `Retry-After` and the `RateLimit` fields; and nothing set or taken away. @returns seconds to wait */
export function expectLimitFields(
  response: Response,
  limit: keyof typeof limitTable,
  subject: string,
  factor: number,
): number {
  const requests = (limitTable[limit] as Record<string, number>)[subject]!
  const policy = `"${limit}-${subject}"`
  expect(response.status).toBe(429)
  expect(response.headers.get('ratelimit-policy')).toBe(
    `${policy};q=${quotaOf(requests, factor)};w=${limitWindowSeconds}`,
  )
  const seconds = Number(response.headers.get('retry-after'))
  expect(seconds).toBeGreaterThanOrEqual(1)
  expect(seconds).toBeLessThanOrEqual(limitWindowSeconds)
  expect(response.headers.get('ratelimit')).toBe(`${policy};r=0;t=${seconds}`)
  expect(response.headers.get('cache-control')).toContain('no-store')
  expect(response.headers.getSetCookie()).toEqual([])
  return seconds
}
