// What Google says of a person is somebody's own words: shown as text, and a picture only from Google's own host.
import { afterEach, expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { signIn } from '../support/login.ts'
import { everySite } from '../support/refusals.ts'
import { newStranger } from '../support/refused-login.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
afterEach(() => google.reset())

async function pagesOf(claims: Record<string, string>): Promise<string[]> {
  await google.set({ personas: { charlie: { ...newStranger(), ...claims } } })
  const { jar } = await signIn(stack, { persona: 'charlie' })
  const pages: string[] = []
  for (const site of everySite(stack))
    for (const path of ['/account', '/']) {
      const html = await send(site + path, { headers: { cookie: jar.header() } })
      expect(html.status).toBe(200)
      expect(html.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8/)
      pages.push(await html.text())
    }
  return pages
}

test.each([
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '"><svg/onload=alert(1)>',
  "'-alert(1)-'",
  '<!--<script>',
  ']]><script>alert(1)</script>',
  '{{constructor.constructor("alert(1)")()}}',
  '\u2028alert(1)\u2029',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
])('the name %s is text', async (name) => {
  for (const page of await pagesOf({ name })) {
    expect(page).not.toMatch(/<img[^>]*onerror|<svg\/onload|<script>alert|<!--<script/)
    expect(page).not.toMatch(/<[a-z][^>]*\son\w+=/i)
    // A script ends where the page's own does: none is closed by a name.
    expect(page.match(/<script/g)?.length).toBe(page.match(/<\/script>/g)?.length)
  }
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:image/svg+xml,<svg onload=alert(1)>',
  '//evil.example/a.png',
  'http://lh3.googleusercontent.com/a.png',
  'https://evil.example/a.png',
  'https://lh3.googleusercontent.com.evil.example/a.png',
  'https://lh3.googleusercontent.com@evil.example/a.png',
  'https://evil.example/lh3.googleusercontent.com',
  `https://evil.example/${'x'.repeat(5_000)}`,
])('the picture %.60s is not shown', async (picture) => {
  for (const page of await pagesOf({ picture })) expect(page).not.toMatch(/<img/)
})

test('a picture on Google’s own host is shown, so that nothing above is absent by accident', async () => {
  const picture = 'https://lh3.googleusercontent.com/a/picture=s96-c'
  const [account] = await pagesOf({ picture })
  expect(account).toContain(`<img src="${picture}"`)
})
