// A line gets at least 64 bits of IPv6 addresses, and an address has many spellings: neither makes more than one client.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { limitTable } from '@/lib/limits/limit-table'
import { from, newAddress, quotaOf, startCounting, untilRefused } from '../support/limits.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const factor = 0.01
const quota = quotaOf(limitTable.login_start.address, factor)

let site: Replica
beforeAll(async () => {
  site = await startCounting(stack, factor)
})
afterAll(() => site.stop())

function startFrom(address: string): Promise<Response> {
  return send(`${site.url}/auth/google/login`, from(address))
}

function randomHost(): string {
  return randomBytes(8)
    .toString('hex')
    .replace(/(.{4})(?=.)/g, '$1:')
}

describe('one client', () => {
  it('is a network of 64 bits, whatever address in it is used', async () => {
    const { allowed } = await untilRefused(() => startFrom(`2001:db8:1:2:${randomHost()}`), quota)
    expect(allowed).toBe(quota)
    expect((await startFrom('2001:db8:1:3::1')).status, 'the network beside it').toBe(303)
  })

  it.each([
    [
      'an IPv6 address',
      [
        '2001:db8:5::7',
        '2001:DB8:5::7',
        '2001:0db8:0005:0000:0000:0000:0000:0007',
        '2001:db8:5:0::7',
      ],
    ],
    [
      'an IPv4 address',
      [
        '198.51.100.7',
        '::ffff:198.51.100.7',
        '::FFFF:198.51.100.7',
        '::ffff:c633:6407',
        '0:0:0:0:0:ffff:c633:6407',
      ],
    ],
  ])('is %s, however it is spelled', async (_, spellings) => {
    let turn = 0
    const start = () => startFrom(spellings[turn++ % spellings.length]!)
    expect((await untilRefused(start, quota)).allowed).toBe(quota)
    for (const spelling of spellings) expect((await startFrom(spelling)).status, spelling).toBe(429)
    expect((await startFrom(newAddress())).status).toBe(303)
  })
})
