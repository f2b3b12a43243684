// A flood of wrong refresh tokens: refused, at a bounded cost, without a look at the sessions, while honest users go on.
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { limitTable } from '@/lib/limits/limit-table'
import { mintRefreshToken } from '../support/forge.ts'
import { from, newAddress, startCounting } from '../support/limits.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'
import { everyStatementDuring, isCounting } from '../support/statement-log.ts'

const stack = inject('stack')

let site: Replica
beforeAll(async () => {
  site = await startCounting(stack, 1)
})
afterAll(() => site.stop())

function renew(address: string, cookie: string): Promise<Response> {
  return send(`${site.url}/auth/refresh`, {
    method: 'POST',
    ...from(address, { 'x-csrf': '1', cookie }),
  })
}

function wrongToken(turn: number): string {
  if (turn % 2 === 0) return randomBytes(64).toString('base64url')
  return mintRefreshToken(randomUUID(), randomUUID())
}

it('a thousand wrong tokens read no session, and honest users are renewed meanwhile', async () => {
  const attacker = newAddress()
  const honest = await Promise.all(Array.from({ length: 20 }, () => plantSession(stack)))
  const wrong: Response[] = []
  const renewed: Response[] = []
  const statements = await everyStatementDuring(stack, async () => {
    for (let wave = 0; wave < 20; wave++) {
      const flood = Array.from({ length: 50 }, (_, turn) =>
        renew(attacker, `gatehouse-session=${wrongToken(turn)}`),
      )
      const friend = renew(attacker, cookiesOf(honest[wave]!))
      wrong.push(...(await Promise.all(flood)))
      renewed.push(await friend)
    }
  })
  expect(renewed.map(({ status }) => status)).toEqual(honest.map(() => 200))
  const refused = wrong.filter(({ status }) => status === 429)
  expect(wrong.length - refused.length).toBe(limitTable.refresh_stray.address)
  for (const response of refused) expect(response.headers.getSetCookie()).toEqual([])
  // Each honest renewal is one statement on the sessions; the thousand wrong ones are none.
  expect(statements.filter((text) => /\bsessions s\b/.test(text))).toHaveLength(honest.length)
  expect(statements.filter(isCounting).length).toBeLessThanOrEqual(
    limitTable.refresh_stray.address + honest.length + 1,
  )
})
