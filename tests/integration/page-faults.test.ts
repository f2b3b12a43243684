// A page that fails by a fault of ours says so in the answer itself, for those without a script, in the shell of every
// page; the log has the cause under the id that a person can quote, and nothing of the cause is in the page.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type BrokenDatabase, createBrokenDatabase } from '../support/broken-site.ts'
import { cookiesOf, plantSession, type PlantedSession } from '../support/planted-session.ts'
import { send } from '../support/send.ts'
import type { Replica } from '../support/stack/replica.ts'

const stack = inject('stack')
const insides = /relation|products_gone|prisma|node_modules|does not exist|x-gatehouse/i
const main = /<main.*<\/main>/s
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/

let database: BrokenDatabase
let guarded: Replica
let unguarded: Replica
let session: PlantedSession
beforeAll(async () => {
  database = await createBrokenDatabase(stack, 'page_faults')
  ;[guarded, unguarded] = await Promise.all([
    database.start({ name: 'guarded-with-faults' }),
    database.start({ name: 'unguarded-with-faults', withoutMiddleware: true }),
  ])
  session = await plantSession(database.addresses)
  await database.run('ALTER TABLE products RENAME TO products_gone')
})
afterAll(async () => {
  await Promise.all([guarded.stop(), unguarded.stop()])
  await database.drop()
})

function open(site: Replica, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return send(site.url + path, { method, headers: { cookie: cookiesOf(session), ...headers } })
}

test('a page that fails is a 500 with our words, a reference and a way to try again', async () => {
  for (const site of [guarded, unguarded])
    for (const path of ['/products', '/products?q=wool&category=Garden', '/products/brass-ruler']) {
      const response = await open(site, path)
      expect(response.status).toBe(500)
      expect(response.headers.get('cache-control')).toMatch(/no-store/)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      const html = await response.text()
      expect(html).toMatch(/^<!DOCTYPE html><html[^>]* lang="en"/)
      expect(html).toContain('<title>Gatehouse is having trouble · Gatehouse</title>')
      expect(html.match(/<title>/g)).toHaveLength(1)
      expect(html.match(/<h1/g)).toHaveLength(1)
      expect(html).toContain('Sign out</button>')
      const words = main.exec(html)?.[0] ?? ''
      expect(words).toMatch(/<h1[^>]*>Gatehouse is having trouble<\/h1>.*You are not signed out\./s)
      expect(words).toContain(`<a href="${path.replaceAll('&', '&amp;')}"`)
      expect(html).not.toMatch(insides)
    }
})

test('the reference is the id of the log line that tells the cause', async () => {
  for (const site of [guarded, unguarded]) {
    const response = await open(site, '/products')
    const requestId = uuid.exec(main.exec(await response.text())?.[0] ?? '')?.[0]
    expect(response.headers.get('x-request-id')).toBe(requestId)
    const lines = site.output().split('\n')
    const line = lines.find((text) => text.startsWith('{') && text.includes(requestId!))
    expect(JSON.parse(line!)).toMatchObject({ level: 'error', requestId, path: '/products' })
    expect(line).toMatch(/does not exist/)
    expect(line).not.toContain(session.refreshToken)
  }
})

test('the language and the theme are the visitor’s', async () => {
  const chosen = `${cookiesOf(session)}; gatehouse-language=de; gatehouse-theme=dark`
  const html = await (await open(guarded, '/products', { cookie: chosen })).text()
  expect(html).toMatch(/^<!DOCTYPE html><html[^>]* lang="de"[^>]* data-theme="dark"/)
  expect(html).toContain('<title>Gatehouse hat gerade Probleme · Gatehouse</title>')
  expect(main.exec(html)?.[0]).toContain('Sie sind nicht abgemeldet.')
})

test('its scripts carry the nonce of its own policy, which no other answer has', async () => {
  const nonces = new Set<string>()
  for (let round = 0; round < 3; round++) {
    const response = await open(guarded, '/products')
    const policies = response.headers.get('content-security-policy')!
    const nonce = /'nonce-([^']+)'/.exec(policies)?.[1]
    expect(policies.match(/script-src/g)).toHaveLength(1)
    const scripts = (await response.text()).match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(3)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    nonces.add(nonce!)
  }
  expect(nonces.size).toBe(3)
})

test('a renewal on the way to it is not lost', async () => {
  const { refreshToken } = await plantSession(database.addresses)
  const cookie = cookiesOf({ refreshToken })
  const response = await send(`${guarded.url}/products`, { headers: { cookie } })
  expect(response.status).toBe(500)
  const names = response.headers.getSetCookie().map((one) => one.split('=')[0])
  expect(names.sort()).toEqual(['gatehouse-access', 'gatehouse-session'])
  expect(await response.text()).toContain('Sign out</button>')
})

test('HEAD answers as GET does, without the page', async () => {
  const response = await open(guarded, '/products', {}, 'HEAD')
  expect(response.status).toBe(500)
  expect(await response.text()).toBe('')
})

test('the router is told in a payload, with a reference that is in the same log line', async () => {
  const headers = { rsc: '1' }
  let response = await open(guarded, '/products', headers)
  if (response.status === 307)
    response = await open(guarded, response.headers.get('location')!, headers)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/x-component')
  const payload = await response.text()
  expect(payload).not.toMatch(insides)
  const digest = /"digest":"(\d+)"/.exec(payload)?.[1]
  expect(guarded.output()).toContain(`"digest":"${digest}"`)
})

test('nobody gets the page without a fault: not by its address, and not by a key of their own', async () => {
  for (const site of [guarded, unguarded])
    for (const [path, headers, status] of [
      ['/fault', {}, 404],
      ['/_global-error', {}, 404],
      ['/account', { 'x-gatehouse-fault': randomUUID() }, 200],
    ] as const) {
      const response = await open(site, path, headers)
      expect(response.status, path).toBe(status)
      const words = main.exec(await response.text())?.[0]
      expect(words).toMatch(/<h1/)
      expect(words).not.toContain('Gatehouse is having trouble')
    }
})
