import { beforeAll, expect, inject, test } from 'vitest'
import { queryDatabase } from '../support/query-database.ts'
import { send } from '../support/send.ts'
import { plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'

const stack = inject('stack')
let authorization: string

beforeAll(async () => {
  authorization = `Bearer ${(await plantSession(stack)).accessToken}`
})

interface Item {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly category: string
  readonly favourite: boolean
}
interface Page {
  readonly items: readonly Item[]
  readonly next_cursor: string | null
}

function ask(
  query: string,
  site: string = stack.replicaUrls[0],
  credentials = authorization,
): Promise<Response> {
  return send(`${site}/api/products${query}`, { headers: { authorization: credentials } })
}

async function page(query: string, credentials = authorization): Promise<Page> {
  const response = await ask(query, undefined, credentials)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toContain('no-store')
  return (await response.json()) as Page
}

test('lists products by name with the fields of the contract and no others', async () => {
  const { items } = await page('')
  expect(items).toHaveLength(12)
  for (const item of items)
    expect(Object.keys(item).sort()).toEqual([
      'art_seed',
      'category',
      'description',
      'favourite',
      'id',
      'name',
      'price_cents',
      'slug',
    ])
})

/** All that `query` finds, walked page by page, each product once. */
async function walk(limit: number, query = '', credentials = authorization): Promise<Item[]> {
  const seen: Item[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const { items, next_cursor }: Page = await page(
      `?limit=${limit}${query}${cursor && `&cursor=${cursor}`}`,
      credentials,
    )
    expect(items.length).toBeLessThanOrEqual(limit)
    seen.push(...items)
    cursor = next_cursor
  }
  expect(new Set(seen.map((item) => item.id)).size).toBe(seen.length)
  return seen
}

test.each([1, 7, 50])('walks through all products once with pages of %d', async (limit) => {
  expect((await walk(limit)).length).toBeGreaterThanOrEqual(48)
})

test('a category has its products and no others, in the same order, page by page', async () => {
  const all = await walk(50)
  const categories = [...new Set(all.map((item) => item.category))]
  expect(categories.length).toBeGreaterThan(2)
  for (const category of categories) {
    const found = await walk(2, `&category=${encodeURIComponent(category)}`)
    expect(found).toEqual(all.filter((item) => item.category === category))
  }
})

test.each(['garden', 'Garden%20', 'Gard', '%25', 'Nowhere'])(
  'the category %j is nobody’s, and finds nothing',
  async (category) => {
    expect(await page(`?category=${category}`)).toEqual({ items: [], next_cursor: null })
  },
)

test('favourites are those of the user who asks, page by page, and go with the other filters', async () => {
  const { userId, accessToken } = await plantSession(stack)
  const own = `Bearer ${accessToken}`
  expect(await walk(2, '&favourite=true', own)).toEqual([])
  const liked = (await walk(50)).filter((_, index) => index % 9 === 0)
  for (const { id } of liked)
    await queryDatabase(stack, 'INSERT INTO favourites (user_id, product_id) VALUES ($1, $2)', [
      ...[userId, id],
    ])
  const expected = liked.map((item) => ({ ...item, favourite: true }))
  expect(expected.length).toBeGreaterThan(4)
  expect(await walk(2, '&favourite=true', own)).toEqual(expected)
  expect(await walk(2, '&favourite=true')).toEqual([])
  const { category, name } = expected[0]!
  expect(await walk(1, `&favourite=true&category=${encodeURIComponent(category)}`, own)).toEqual(
    expected.filter((item) => item.category === category),
  )
  const search = `&favourite=true&q=${encodeURIComponent(name)}`
  expect(await walk(1, search, own)).toEqual([expected[0]])
})

test('a favourite taken back between two pages moves no other product', async () => {
  const { userId, accessToken } = await plantSession(stack)
  const own = `Bearer ${accessToken}`
  const liked = (await walk(50)).slice(0, 5)
  for (const { id } of liked)
    await queryDatabase(stack, 'INSERT INTO favourites (user_id, product_id) VALUES ($1, $2)', [
      ...[userId, id],
    ])
  const first = await page('?favourite=true&limit=2', own)
  // The very product that the cursor names.
  await queryDatabase(stack, 'DELETE FROM favourites WHERE user_id = $1 AND product_id = $2', [
    ...[userId, liked[1]!.id],
  ])
  const second = await page(`?favourite=true&limit=2&cursor=${first.next_cursor}`, own)
  expect(second.items.map((item) => item.id)).toEqual([liked[2]!.id, liked[3]!.id])
})

test('finds every word of a search anywhere, in any case', async () => {
  const all = (await page('?limit=50')).items
  const [first] = all
  const word = first!.name.split(' ').at(-1)!.toUpperCase()
  const found = (await page(`?limit=50&q=${encodeURIComponent(word)}`)).items
  expect(found.map((item) => item.id)).toContain(first!.id)
  for (const { name, description, category } of found)
    expect(`${name} ${description} ${category}`.toUpperCase()).toContain(word)
})

test.each(['%', '_', '\\', '%25%25', "'; DROP TABLE products; --", '*', 'nothing-is-called-so'])(
  'takes %j for text, not for a pattern',
  async (q) => {
    const { items } = await page(`?q=${encodeURIComponent(q)}`)
    for (const { name, description, category } of items)
      expect(`${name} ${description} ${category}`.toLowerCase()).toContain(q.toLowerCase())
  },
)

const foreignCursor = Buffer.from(JSON.stringify(['a', 'not-a-uuid'])).toString('base64url')
const nulCursor = Buffer.from(
  JSON.stringify(['\0', '0190b2c0-0000-7000-8000-000000000000']),
).toString('base64url')

test.each([
  ['limit=0', '#/limit'],
  ['limit=51', '#/limit'],
  ['limit=-1', '#/limit'],
  ['limit=1.5', '#/limit'],
  ['limit=1e1', '#/limit'],
  ['limit=', '#/limit'],
  ['limit=%2010', '#/limit'],
  ['limit=99999999999999999999', '#/limit'],
  ['limit=٣', '#/limit'],
  ['limit=5&limit=6', '#/limit'],
  ['limit[]=5', '#/limit[]'],
  ['cursor=x', '#/cursor'],
  ['cursor=', '#/cursor'],
  [`cursor=${'A'.repeat(900)}`, '#/cursor'],
  [`cursor=${foreignCursor}`, '#/cursor'],
  [`cursor=${nulCursor}`, '#/cursor'],
  [`q=${'x'.repeat(101)}`, '#/q'],
  ['q=%00', '#/q'],
  ['q=a&q=b', '#/q'],
  ['q[contains]=a', '#/q[contains]'],
  ['category=', '#/category'],
  ['category=%00', '#/category'],
  [`category=${'x'.repeat(101)}`, '#/category'],
  ['category=Garden&category=Travel', '#/category'],
  ['favourite=false', '#/favourite'],
  ['favourite=', '#/favourite'],
  ['user=someone', '#/user'],
  ['sort=price', '#/sort'],
  ['constructor=1', '#/constructor'],
])('answers 400 to %s, and points at %s', async (query, pointer) => {
  for (const site of everySite(stack)) {
    const response = await ask(`?${query.replace('٣', '%D9%A3')}`, site)
    expect(response.status).toBe(400)
    const { errors } = (await response.clone().json()) as {
      errors: { pointer: string; detail: string }[]
    }
    expect(errors).toHaveLength(1)
    expect(errors[0]).toEqual({ pointer, detail: expect.stringMatching(/^(must|is) /) as string })
    await expectProblem(response, 'invalid_request')
  }
})

// A lone surrogate cannot be written in a URL: its bytes are no UTF-8, and become the replacement character.
test.each(['%ED%A0%80', '%FF', '%C0%80', '%'])('survives the query %s', async (q) => {
  for (const site of everySite(stack)) {
    const response = await ask(`?q=${q}`, site)
    expect([200, 400]).toContain(response.status)
  }
})

test('points at every fault of a request at once', async () => {
  const { errors } = (await (await ask('?limit=0&cursor=x')).json()) as {
    errors: { pointer: string }[]
  }
  expect(errors.map((fault) => fault.pointer).sort()).toEqual(['#/cursor', '#/limit'])
})

test('answers an address of the API that does not exist with a problem, not with a page', async () => {
  for (const site of everySite(stack)) {
    const response = await send(`${site}/api/nothing`, { headers: { authorization } })
    expect(response.status).toBe(404)
    await expectProblem(response, 'not_found')
  }
})
