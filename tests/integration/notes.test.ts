// Private notes on products: kept in one's own name, shown to nobody else, and read no further than a note is long.
// Covers E15.
import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')
const [first, second] = stack.replicaUrls
const json = 'application/json'

interface Product {
  readonly id: string
  readonly favourite: boolean
  readonly note: { text: string; updated_at: string } | null
}

let productId: string

beforeAll(async () => {
  productId = (await queryDatabase<{ id: string }>(stack, 'SELECT id FROM products LIMIT 1'))[0]!.id
})

function noteAddress(site: string, id = productId) {
  return `${site}/api/products/${id}/note`
}

async function plantUser() {
  const session = await plantSession(stack)
  const { userId, accessToken } = session
  const headers = { authorization: `Bearer ${accessToken}` }
  return {
    ...{ session, userId, headers },
    put: (text: string, site: string = first, id = productId) =>
      send(noteAddress(site, id), {
        method: 'PUT',
        headers: { ...headers, 'content-type': json },
        body: JSON.stringify({ text }),
      }),
    remove: (site: string = first, id = productId) =>
      send(noteAddress(site, id), { method: 'DELETE', headers }),
    async read(site: string = first): Promise<Product> {
      const response = await send(`${site}/api/products/${productId}`, { headers })
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toContain('no-store')
      return (await response.json()) as Product
    },
    rows: () =>
      queryDatabase<{ text: string }>(stack, 'SELECT text FROM notes WHERE user_id = $1', [userId]),
  }
}

test('a note is kept, replaced and taken away, and every replica shows it so', async () => {
  const { put, remove, read } = await plantUser()
  expect((await read()).note).toBeNull()
  for (const text of ['For Oma 👵\n"two" <b>pieces</b>', 'No, three.']) {
    const response = await put(text)
    expect(response.status).toBe(204)
    expect(response.headers.get('cache-control')).toContain('no-store')
    for (const site of everySite(stack)) {
      const { note } = await read(site)
      expect(note!.text).toBe(text)
      expect(Date.now() - Date.parse(note!.updated_at)).toBeLessThan(60_000)
    }
  }
  expect((await remove(second)).status).toBe(204)
  for (const site of everySite(stack)) expect((await read(site)).note).toBeNull()
})

test('a product is shown with the fields of the contract and no others', async () => {
  const { put, read } = await plantUser()
  await put('a')
  const product = await read()
  expect(Object.keys(product).sort()).toEqual([
    ...['art_seed', 'category', 'description', 'favourite', 'id', 'name', 'note', 'price_cents'],
    'slug',
  ])
  expect(product).toMatchObject({ id: productId, favourite: false })
  expect(Object.keys(product.note!).sort()).toEqual(['text', 'updated_at'])
})

test('doing it again changes nothing, and an empty note is none', async () => {
  const { put, remove, rows } = await plantUser()
  for (const _ of [1, 2]) expect((await put('the same')).status).toBe(204)
  expect(await rows()).toEqual([{ text: 'the same' }])
  for (const _ of [1, 2]) expect((await put(' \r\n ')).status).toBe(204)
  expect(await rows()).toEqual([])
  for (const _ of [1, 2]) expect((await remove()).status).toBe(204)
})

test('forty changes at once over two replicas all succeed and leave one note', async () => {
  const { put, remove, rows } = await plantUser()
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => {
      const site = index % 2 ? first : second
      return index % 4 === 3 ? remove(site) : put(`version ${index}`, site)
    }),
  )
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([204]))
  await put('the last')
  expect(await rows()).toEqual([{ text: 'the last' }])
})

test('what one user wrote is nobody else’s', async () => {
  const [ours, theirs] = [await plantUser(), await plantUser()]
  await ours.put('ours')
  expect((await theirs.read()).note).toBeNull()
  await theirs.put('theirs')
  await theirs.remove()
  expect((await ours.read()).note?.text).toBe('ours')
})

test('a cookie is enough for our own page, and for nobody who cannot prove to be one', async () => {
  const { session, read } = await plantUser()
  const headers = { cookie: cookiesOf(session), 'content-type': json }
  const body = '{"text":"by cookie"}'
  for (const site of everySite(stack)) {
    const refused = await send(noteAddress(site), { method: 'PUT', headers, body })
    await expectProblem(refused, 'untrusted_caller')
    expect((await read()).note).toBeNull()
  }
  const ownPage = { ...headers, 'sec-fetch-site': 'same-origin' }
  expect((await send(noteAddress(first), { method: 'PUT', headers: ownPage, body })).status).toBe(
    204,
  )
  expect((await read()).note?.text).toBe('by cookie')
})

test.each([
  ['a product that does not exist', randomUUID()],
  ['no id', 'lamp'],
  ['an id with something behind it', `${randomUUID()}'--`],
  ['a NUL', '%00'],
  ['an encoded slash', '..%2F..'],
])('is refused for %s', async (_, id) => {
  const { put, remove, headers, rows } = await plantUser()
  for (const site of everySite(stack)) {
    const answers = [
      await put('text', site, id),
      await remove(site, id),
      await send(`${site}/api/products/${id}`, { headers }),
    ]
    for (const response of answers) {
      expect([400, 404]).toContain(response.status)
      await expectProblem(response, response.status === 404 ? 'not_found' : 'invalid_request')
    }
  }
  expect(await rows()).toEqual([])
})

const wrongBodies: [what: string, type: string | null, body: string | Buffer, code: string][] = [
  ['a note too long', json, JSON.stringify({ text: 'x'.repeat(1_001) }), 'invalid_request'],
  ['no JSON', json, 'text=a', 'invalid_request'],
  ['nothing', json, '', 'invalid_request'],
  ['null', json, 'null', 'invalid_request'],
  ['two documents', json, '{"text":"a"}{}', 'invalid_request'],
  ['no text', json, '{}', 'invalid_request'],
  ['somebody else’s id', json, `{"text":"a","user_id":"${randomUUID()}"}`, 'invalid_request'],
  ['a prototype', json, '{"__proto__":{"text":"a"}}', 'invalid_request'],
  ['a NUL', json, '{"text":"a\\u0000"}', 'invalid_request'],
  ['half a sign', json, '{"text":"\\ud83d"}', 'invalid_request'],
  ['JSON six thousand deep', json, '['.repeat(6_000), 'invalid_request'],
  ['a squeezed body', json, gzipSync('{"text":"a"}'), 'invalid_request'],
  ['JSON called text', 'text/plain', '{"text":"a"}', 'unsupported_media_type'],
  ['JSON called nothing', null, '{"text":"a"}', 'unsupported_media_type'],
  ['a form', 'application/x-www-form-urlencoded', 'text=a', 'unsupported_media_type'],
  ['a body too large', json, JSON.stringify({ text: 'x'.repeat(8_192) }), 'payload_too_large'],
]

test.each(wrongBodies)('%s is refused, and nothing is kept', async (_, type, body, code) => {
  const { headers, rows } = await plantUser()
  for (const site of everySite(stack)) {
    const response = await send(noteAddress(site), {
      method: 'PUT',
      headers: {
        ...headers,
        'content-length': String(Buffer.byteLength(body)),
        ...(type && { 'content-type': type }),
      },
      body: body as string,
    })
    await expectProblem(response, code as 'invalid_request')
  }
  expect(await rows()).toEqual([])
})

test('a body of any length is read no further than a note may be long', async () => {
  const { headers, rows } = await plantUser()
  for (const site of everySite(stack)) {
    const response = await answerTo(noteAddress(site), {
      method: 'PUT',
      headers: { ...headers, 'content-type': json, 'transfer-encoding': 'chunked' },
      body: `{"text":"${' '.repeat(5_000_000)}a"}`,
    })
    if (response) await expectProblem(response, 'payload_too_large')
  }
  expect(await rows()).toEqual([])
})

test.each(['GET', 'HEAD', 'POST', 'PATCH'])('has no %s', async (method) => {
  const { headers } = await plantUser()
  for (const site of everySite(stack)) {
    const response = await send(noteAddress(site), { method, headers })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('PUT, DELETE, OPTIONS')
  }
})
