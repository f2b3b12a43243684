import { randomUUID } from 'node:crypto'
import { beforeAll, expect, inject, test } from 'vitest'
import { plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [first, second] = stack.replicaUrls

interface Item {
  readonly id: string
  readonly favourite: boolean
}

let productId: string

beforeAll(async () => {
  productId = (await queryDatabase<{ id: string }>(stack, 'SELECT id FROM products LIMIT 1'))[0]!.id
})

async function plantUser() {
  const { userId, accessToken } = await plantSession(stack)
  const headers = { authorization: `Bearer ${accessToken}` }
  return {
    userId,
    change: (method: 'PUT' | 'DELETE', id: string, site: string = first) =>
      send(`${site}/api/products/${id}/favourite`, { method, headers }),
    async liked(site: string = first): Promise<string[]> {
      const response = await send(`${site}/api/products?limit=50`, { headers })
      const { items } = (await response.json()) as { items: Item[] }
      return items.filter((item) => item.favourite).map((item) => item.id)
    },
  }
}

test('a product becomes a favourite and stops being one, and every list says so', async () => {
  const { change, liked } = await plantUser()
  expect(await liked()).toEqual([])
  const put = await change('PUT', productId)
  expect(put.status).toBe(204)
  expect(put.headers.get('cache-control')).toContain('no-store')
  for (const site of everySite(stack)) expect(await liked(site)).toEqual([productId])
  expect((await change('DELETE', productId, second)).status).toBe(204)
  for (const site of everySite(stack)) expect(await liked(site)).toEqual([])
})

test('doing it again changes nothing', async () => {
  const { userId, change } = await plantUser()
  for (const _ of [1, 2]) expect((await change('PUT', productId)).status).toBe(204)
  const rows = () => queryDatabase(stack, 'SELECT 1 FROM favourites WHERE user_id = $1', [userId])
  expect(await rows()).toHaveLength(1)
  for (const _ of [1, 2]) expect((await change('DELETE', productId)).status).toBe(204)
  expect(await rows()).toEqual([])
})

test('forty changes at once over two replicas all succeed', async () => {
  const { userId, change } = await plantUser()
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      change(index % 4 === 3 ? 'DELETE' : 'PUT', productId, index % 2 ? first : second),
    ),
  )
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([204]))
  await change('PUT', productId)
  const rows = await queryDatabase(stack, 'SELECT 1 FROM favourites WHERE user_id = $1', [userId])
  expect(rows).toHaveLength(1)
})

test('what one user likes is nobody else’s', async () => {
  const [ours, theirs] = [await plantUser(), await plantUser()]
  await ours.change('PUT', productId)
  expect(await theirs.liked()).toEqual([])
  await theirs.change('DELETE', productId)
  expect(await ours.liked()).toEqual([productId])
})

test.each([
  ['a product that does not exist', randomUUID()],
  ['no id', 'lamp'],
  ['an id with something behind it', `${randomUUID()}'--`],
  ['a NUL', '%00'],
  ['an encoded slash', '..%2F..'],
])('is refused for %s', async (_, id) => {
  const { change } = await plantUser()
  for (const site of everySite(stack))
    for (const method of ['PUT', 'DELETE'] as const) {
      const response = await change(method, id, site)
      expect([400, 404]).toContain(response.status)
      await expectProblem(response, response.status === 404 ? 'not_found' : 'invalid_request')
    }
})

test.each(['GET', 'HEAD', 'POST', 'PATCH'])('has no %s', async (method) => {
  const { accessToken } = await plantSession(stack)
  const headers = { authorization: `Bearer ${accessToken}` }
  for (const site of everySite(stack)) {
    const response = await send(`${site}/api/products/${productId}/favourite`, { method, headers })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('PUT, DELETE, OPTIONS')
  }
})
