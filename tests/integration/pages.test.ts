import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls

test('a search with characters that no text has is answered, not an error', async () => {
  const cookie = cookiesOf(await plantSession(stack))
  expect((await send(`${site}/products?q=%00lamp`, { headers: { cookie } })).status).toBe(200)
})

test('a link puts no words of its own on the login page', async () => {
  const address = `${site}/login?error=account_disabled&ref=Call-Support-0800-555-0199`
  const text = await (await send(address)).text()
  // What is read: neither the scripts nor what stands in an attribute.
  const read = text.replaceAll(/<script.*?<\/script>|<[^>]*>/gs, ' ')
  expect(read).toContain('has been blocked on this site')
  expect(read).not.toMatch(/Reference|Call-Support/)
})

test('the outage page says that nobody was signed out, and leads back only to this site', async () => {
  const response = await send(`${site}/outage?next=${encodeURIComponent('//evil.example')}`)
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('5')
  const text = await response.text()
  expect(text).toContain('You are not signed out')
  expect(text).toContain('href="/products"')
  expect(text).not.toContain('http-equiv')
})

test('a session cookie that cannot be one ends without a call', async () => {
  const cookie = `gatehouse-session=${'A'.repeat(8_000)}`
  const response = await send(`${site}/account`, { headers: { cookie } })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toContain('error=session_ended')
})
