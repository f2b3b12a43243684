// The pages of the shop as the server answers them, and their forms as a browser without JavaScript posts them.
import { beforeAll, expect, inject, test } from 'vitest'
import { formFields, postForm } from '../support/account-form.ts'
import { cookiesOf, plantSession, type PlantedSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { everySite, expectProblem, expectSentToLogin } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls
const form = 'application/x-www-form-urlencoded'
const ownPage = { origin: stack.authUrl, 'sec-fetch-site': 'same-origin' }

interface Product {
  readonly id: string
  readonly slug: string
  readonly name: string
}
let product: Product

beforeAll(async () => {
  const rows = await queryDatabase<Product>(
    stack,
    'SELECT id, slug, name FROM products ORDER BY name LIMIT 1',
  )
  product = rows[0]!
})

function open(path: string, session: PlantedSession, from: string = site): Promise<Response> {
  return send(from + path, { headers: { cookie: cookiesOf(session) } })
}

function favourites({ userId }: PlantedSession): Promise<{ product_id: string }[]> {
  return queryDatabase(stack, 'SELECT product_id FROM favourites WHERE user_id = $1', [userId])
}

async function noteOf({ userId }: PlantedSession): Promise<string | undefined> {
  const query = 'SELECT text FROM notes WHERE user_id = $1 AND product_id = $2'
  return (await queryDatabase<{ text: string }>(stack, query, [userId, product.id]))[0]?.text
}

test('the page of a product sends a stranger to the login page by a real redirect', async () => {
  for (const from of everySite(stack)) {
    const response = await send(`${from}/products/${product.slug}`)
    await expectSentToLogin(response, `/products/${product.slug}`)
  }
})

test.each<string>([
  'no-such-thing',
  '00000000-0000-7000-8000-000000000000',
  'x%27--',
  '%00',
  '%2e%2e%2faccount',
  'x'.repeat(300),
  'ASH-CUTTING-BOARD',
  'ash-cutting-board%20',
])('the page of the product %j is not found, by its status too', async (slug) => {
  const session = await plantSession(stack)
  for (const from of everySite(stack)) {
    const response = await open(`/products/${slug}`, session, from)
    // Next itself refuses what decodes to no text, or to another path.
    expect(response.status).toBe(/%00|%2f/.test(slug) ? 400 : 404)
    expect(await response.text()).not.toContain('art_seed')
  }
})

test('every page of the shop is answered whole, with nothing left for a script to put in place', async () => {
  const session = await plantSession(stack)
  for (const path of ['/products', '/products?favourite=true', `/products/${product.slug}`]) {
    const response = await open(path, session)
    expect(response.status).toBe(200)
    const html = await response.text()
    const main = /<main.*<\/main>/s.exec(html)?.[0] ?? ''
    expect(main).toContain('</form>')
    // Where React streams, it leaves a marker behind and sends the content later, hidden.
    expect(main).not.toMatch(/<!--\$\?-->|<template id="B:/)
  }
})

test('a page shows the notes and favourites of its own user, and nobody else’s', async () => {
  const [owner, other] = [await plantSession(stack), await plantSession(stack)]
  const note = 'For Oma & <b>"two"</b> pieces'
  await queryDatabase(stack, 'INSERT INTO notes (user_id, product_id, text) VALUES ($1, $2, $3)', [
    owner.userId,
    product.id,
    note,
  ])
  const shown = '>For Oma &amp; &lt;b&gt;&quot;two&quot;&lt;/b&gt; pieces</textarea>'
  for (const from of everySite(stack)) {
    const own = await (await open(`/products/${product.slug}`, owner, from)).text()
    expect(own).toContain(shown)
    expect(own).toContain(`<title>${product.name} · Gatehouse</title>`)
    const theirs = await (await open(`/products/${product.slug}`, other, from)).text()
    expect(theirs).toContain('</textarea>')
    expect(theirs).not.toContain('For Oma')
  }
})

function pressHeart(
  session: PlantedSession,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
  from: string = site,
): Promise<Response> {
  const body = new URLSearchParams(fields).toString()
  return send(`${from}/products/${product.slug}/favourite`, {
    ...{ method: 'POST', body },
    headers: {
      ...{ ...ownPage, cookie: cookiesOf(session), 'content-type': form },
      'content-length': String(body.length),
      ...headers,
    },
  })
}

test('the heart works as a plain form, twice as well as once, and leads back to its place', async () => {
  for (const from of everySite(stack)) {
    const session = await plantSession(stack)
    const next = '/products?q=a&category=Garden&cursor=abc'
    for (const [favourite, count] of [
      ['true', 1],
      ['true', 1],
      ['false', 0],
      ['false', 0],
    ] as const) {
      const fields = { favourite, next, shown_user: session.userId }
      const response = await pressHeart(session, fields, {}, from)
      expect(response.status).toBe(303)
      const place = `${stack.authUrl}${next}#product-${product.slug}`
      expect(response.headers.get('location')).toBe(place)
      expect(response.headers.get('cache-control')).toContain('no-store')
      expect(await favourites(session)).toHaveLength(count)
    }
  }
})

test.each(['https://evil.example/', '//evil.example', '/auth/logout', 'javascript:alert(1)'])(
  'the heart leads nowhere but to this site’s pages: %s',
  async (next) => {
    const session = await plantSession(stack)
    const response = await pressHeart(session, { favourite: 'true', next })
    expect(response.headers.get('location')).toBe(
      `${stack.authUrl}/products#product-${product.slug}`,
    )
  },
)

test.each<[string, Record<string, string>]>([
  ['a foreign page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['a sister site', { origin: 'https://evil.example', 'sec-fetch-site': 'same-site' }],
])('%s changes no favourite and no note', async (_, caller) => {
  for (const from of everySite(stack)) {
    const session = await plantSession(stack)
    const refused = await pressHeart(session, { favourite: 'true' }, caller, from)
    expect(refused.status).toBe(403)
    const page = `/products/${product.slug}`
    const html = await (await open(page, session, from)).text()
    const fields = formFields(html, 'product', product.id)
    const headers = { ...caller, cookie: cookiesOf(session) }
    const posted = await postForm(from + page, [...fields, ['text', 'forged']], headers)
    // Without the guard Next itself refuses a foreign Origin, and calls that a 500.
    expect(posted.status).toBeGreaterThanOrEqual(300)
    expect(await favourites(session)).toEqual([])
    expect(await noteOf(session)).toBeUndefined()
  }
})

test('a page made for somebody who has been replaced since changes nothing', async () => {
  for (const from of everySite(stack)) {
    const [former, present] = [await plantSession(stack), await plantSession(stack)]
    const fields = { favourite: 'true', shown_user: former.userId }
    expect((await pressHeart(present, fields, {}, from)).status).toBe(303)
    expect(await favourites(present)).toEqual([])
    const page = `/products/${product.slug}`
    const html = await (await open(page, former, from)).text()
    const posted = await postForm(
      from + page,
      [...formFields(html, 'product', product.id), ['text', 'of the former user']],
      { ...ownPage, cookie: cookiesOf(present) },
    )
    expect(await posted.text()).toContain('somebody else has signed in meanwhile')
    expect(await noteOf(present)).toBeUndefined()
    expect(await noteOf(former)).toBeUndefined()
  }
})

test('whoever is not signed in any more is led to the login page and back to the product', async () => {
  for (const from of everySite(stack)) {
    const body = `favourite=true&next=${encodeURIComponent('/products?q=wool')}`
    const response = await send(`${from}/products/${product.slug}/favourite`, {
      ...{ method: 'POST', body },
      headers: { ...ownPage, 'content-type': form, 'content-length': String(body.length) },
    })
    await expectSentToLogin(response)
    const next = new URL(response.headers.get('location')!, stack.authUrl).searchParams.get('next')
    expect(['/products?q=wool', `/products/${product.slug}/favourite`]).toContain(next)
  }
  const session = await plantSession(stack)
  const back = await open(`/products/${product.slug}/favourite`, session)
  expect(back.status).toBe(303)
  expect(back.headers.get('location')).toBe(`${stack.authUrl}/products/${product.slug}`)
})

test.each<[string, Record<string, string>, Record<string, string>, number]>([
  ['without a choice', {}, {}, 400],
  ['with a choice that is none', { favourite: 'maybe' }, {}, 400],
  ['as JSON', { favourite: 'true' }, { 'content-type': 'application/json' }, 415],
  ['longer than any form', { favourite: 'true', next: 'x'.repeat(9_000) }, {}, 413],
])('the form of the heart %s is refused', async (_, fields, headers, status) => {
  const session = await plantSession(stack)
  for (const from of everySite(stack)) {
    const response = await pressHeart(session, fields, headers, from)
    expect(response.status).toBe(status)
    expect(await favourites(session)).toEqual([])
  }
})

test('the heart of a product that is gone leads back, and the one of an impossible one is not found', async () => {
  const session = await plantSession(stack)
  const body = 'favourite=true&next=/products'
  const headers = {
    ...{ ...ownPage, cookie: cookiesOf(session), 'content-type': form },
    'content-length': String(body.length),
  }
  const press = (slug: string) =>
    send(`${site}/products/${slug}/favourite`, { method: 'POST', body, headers })
  expect((await press('gone-meanwhile')).status).toBe(303)
  await expectProblem(await press('x%27--'), 'not_found')
  expect(await favourites(session)).toEqual([])
})

test('a note is saved, replaced and taken away by a plain form, and what is too long comes back as typed', async () => {
  for (const from of everySite(stack)) {
    const session = await plantSession(stack)
    const page = `/products/${product.slug}`
    const headers = { ...ownPage, cookie: cookiesOf(session) }
    const fields = formFields(await (await open(page, session, from)).text(), 'product', product.id)
    async function save(text: string): Promise<string> {
      const response = await postForm(from + page, [...fields, ['text', text]], headers)
      expect(response.status).toBe(200)
      return response.text()
    }
    const saved = await save('Line one\r\nLine two')
    expect(saved).toContain('The note is saved.')
    expect(saved).toContain('Line one\nLine two</textarea>')
    expect(await noteOf(session)).toBe('Line one\nLine two')
    const long = 'y'.repeat(1_001)
    const refused = await save(long)
    expect(refused).toContain('The note is too long')
    expect(refused).toContain(`${long}</textarea>`)
    expect(await noteOf(session)).toBe('Line one\nLine two')
    expect(await save('  ')).toContain('The note is gone.')
    expect(await noteOf(session)).toBeUndefined()
  }
})
