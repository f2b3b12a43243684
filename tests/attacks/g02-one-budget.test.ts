// A limit is one for all replicas: asked at the same moment and spread over three of them, 500 requests get what one
// replica would have given.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { from, newAddress, quotaOf, startCounting } from '../support/limits.ts'
import { limitTable } from '@/lib/limits/limit-table'
import { plantSession } from '../support/planted-session.ts'
import { openRedis } from '../support/redis.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const factor = 0.02
const redis = await openRedis()
afterAll(() => redis?.close())

async function countAllowed(requests: Promise<Response>[]): Promise<number> {
  const answers = await Promise.all(requests)
  for (const { status } of answers) expect([200, 303, 429]).toContain(status)
  return answers.filter(({ status }) => status !== 429).length
}

describe.each([
  { name: 'Postgres', isThere: true, url: undefined },
  { name: 'Redis', isThere: redis !== null, url: redis?.url },
])('three replicas with their counters in $name', ({ isThere, url }) => {
  describe.skipIf(!isThere)('at 500 requests at once', () => {
    let sites: Replica[] = []
    beforeAll(async () => {
      const start = () => startCounting(stack, factor, { REDIS_URL: url })
      sites = await Promise.all([start(), start(), start()])
    })
    afterAll(() => Promise.all(sites.map((site) => site.stop())))

    function spread(path: string, headers: Record<string, string>): Promise<Response>[] {
      return Array.from({ length: 500 }, (_, turn) =>
        send(sites[turn % 3]!.url + path, { headers }),
      )
    }

    it('begin as many sign-ins of one address as one replica would', async () => {
      const { headers } = from(newAddress())
      const allowed = await countAllowed(spread('/auth/google/login', headers))
      expect(allowed).toBe(quotaOf(limitTable.login_start.address, factor))
    })

    it('answer as many calls of one user as one replica would', async () => {
      const { accessToken } = await plantSession(stack)
      const { headers } = from(newAddress(), { authorization: `Bearer ${accessToken}` })
      const allowed = await countAllowed(spread('/api/products?limit=1', headers))
      expect(allowed).toBe(quotaOf(limitTable.api.user, factor))
    })
  })
})
