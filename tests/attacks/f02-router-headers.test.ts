// ASVS 16.5: what Next's own router says with a request for a page is anybody's to forge. Whatever stands there is answered,
// and never with a 500, which any stranger could otherwise have logged and counted as a fault of the site.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')
const odd = ['%', '', 'null', '{}', '%5B1%5D', '%5B%22%22%2C5%5D', `%5B%22${'x'.repeat(10_000)}`]
const name = 'next-router-state-tree'

test('whatever it says of the router’s state is answered', async () => {
  const cookie = cookiesOf(await plantSession(stack))
  for (const site of everySite(stack))
    for (const path of ['/', '/products'])
      for (const value of odd) {
        const headers = { rsc: '1', [name]: value, cookie }
        const first = await answerTo(site + path, { headers })
        // Next first asks for an address that tells one state from another.
        const location = first?.status === 307 ? first.headers.get('location')! : null
        if (location) await answerTo(new URL(location, site + path).href, { headers })
      }
})

test('what the router of our own pages says is understood', async () => {
  const tree = ['', { children: ['login', { children: ['__PAGE__', {}] }] }, null, null]
  const headers = { rsc: '1', [name]: encodeURIComponent(JSON.stringify(tree)) }
  for (const site of everySite(stack)) {
    const first = await answerTo(`${site}/login`, { headers })
    const address = new URL(first!.headers.get('location') ?? '/login', `${site}/login`)
    const response = await answerTo(address.href, { headers })
    expect(response!.status).toBe(200)
    expect(response!.headers.get('content-type')).toContain('text/x-component')
  }
})
