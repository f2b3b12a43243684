// The limit of a user holds over all addresses, many users behind one address are not locked out, and nobody can use up
// the budget of somebody else.
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { limitTable } from '@/lib/limits/limit-table'
import { forgeAccessToken } from '../support/forge.ts'
import { from, newAddress, quotaOf, startCounting } from '../support/limits.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const factor = 0.01

let site: Replica
beforeAll(async () => {
  site = await startCounting(stack, factor)
})
afterAll(() => site.stop())

function ask(address: string, accessToken: string): Promise<Response> {
  const authorization = `Bearer ${accessToken}`
  return send(`${site.url}/api/products?limit=1`, from(address, { authorization }))
}

it('one user at a hundred addresses gets the budget of one user', async () => {
  const { accessToken } = await plantSession(stack)
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => ask(newAddress(), accessToken)),
  )
  const allowed = answers.filter(({ status }) => status === 200)
  expect(allowed).toHaveLength(quotaOf(limitTable.api.user, factor))
})

it('a hundred users at one address are all answered', async () => {
  const address = newAddress()
  const users = await Promise.all(Array.from({ length: 100 }, () => plantSession(stack)))
  const answers = await Promise.all(users.map(({ accessToken }) => ask(address, accessToken)))
  expect(answers.map(({ status }) => status)).toEqual(users.map(() => 200))
})

it('tokens forged in the name of a user use up nothing of theirs', async () => {
  const victim = await plantSession(stack)
  const forged = await forgeAccessToken(
    { ...stack, authSecret: Buffer.alloc(32, 7).toString('base64') },
    victim,
  )
  const address = newAddress()
  for (let count = 0; count < 200; count++) expect((await ask(address, forged)).status).toBe(401)
  expect((await ask(address, victim.accessToken)).status).toBe(200)
})

it('a user over the limit does not use up the budget of the address', async () => {
  const address = newAddress()
  const [loud, quiet] = [await plantSession(stack), await plantSession(stack)]
  const flood = Array.from({ length: 500 }, () => ask(address, loud.accessToken))
  expect((await Promise.all(flood)).some(({ status }) => status === 429)).toBe(true)
  expect((await ask(address, quiet.accessToken)).status).toBe(200)
})

it('garbage from the same address keeps nobody from renewing', async () => {
  const address = newAddress()
  const flood = Array.from({ length: 100 }, () =>
    send(`${site.url}/auth/refresh`, {
      method: 'POST',
      ...from(address, { 'x-csrf': '1', cookie: 'gatehouse-session=garbage' }),
    }),
  )
  expect((await Promise.all(flood)).some(({ status }) => status === 429)).toBe(true)
  const session = await plantSession(stack)
  const renewed = await send(`${site.url}/auth/refresh`, {
    method: 'POST',
    ...from(address, { 'x-csrf': '1', cookie: cookiesOf(session) }),
  })
  expect(renewed.status).toBe(200)
})
