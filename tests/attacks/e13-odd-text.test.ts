// Text that a database, a header or a page cannot hold: NUL (Postgres 22021), lone surrogates, a megabyte, look-alikes,
// writing from right to left. Refused, or stored and shown as it is; never a 5xx.
import { afterEach, expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { signIn } from '../support/login.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { newStranger } from '../support/refused-login.ts'
import { send } from '../support/send.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
afterEach(() => google.reset())

// As they are written in an address: some are no UTF-8 at all.
const encoded = [
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%ED%BF%BF',
  '%FF%FE',
  '%C0%80',
  '%F4%90%80%80',
  '%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D',
  'e%CC%81',
  '%C3%A9',
  '%EF%BB%BFx',
  '%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80',
  '%0D%0A',
  'x'.repeat(8_000),
]

test.each(encoded)('%s is answered wherever a person can put it', async (text) => {
  const { accessToken, refreshToken } = await plantSession(stack)
  const cookie = cookiesOf({ accessToken, refreshToken })
  for (const site of everySite(stack))
    for (const path of [
      `/api/products?q=${text}`,
      `/api/products?cursor=${text}`,
      `/api/products?${text}=1`,
      `/products?q=${text}&cursor=${text}`,
      `/login?next=/products%3Fq=${text}&error=${text}&account=${text}&ref=${text}`,
      `/auth/google/login?next=/${text}`,
      `/auth/callback/google?state=${text}&code=${text}`,
      `/${text}`,
    ])
      await answerTo(site + path, { headers: { cookie, 'x-csrf': '1' } })
})

test.each([
  ['a NUL', 'Ada\0Admin', 'AdaAdmin'],
  ['half a surrogate pair', 'Ada \ud83d', 'Ada \ufffd'],
  ['writing from right to left', 'שלום \u202eعالم', 'שלום \u202eعالم'],
  ['letters and marks apart', 'Ame\u0301lie', 'Ame\u0301lie'],
  ['letters and marks as one', 'Am\u00e9lie', 'Am\u00e9lie'],
  ['no visible letter', '\u200b\u2060', '\u200b\u2060'],
])('somebody whose name has %s signs in and is shown by it', async (_, name, shown) => {
  await google.set({ personas: { charlie: { ...newStranger(), name } } })
  const { jar } = await signIn(stack, { persona: 'charlie' })
  for (const site of everySite(stack)) {
    const headers = { cookie: jar.header(), 'x-csrf': '1' }
    const me = (await (await send(`${site}/auth/me`, { headers })).json()) as {
      user: { name: string }
    }
    expect(me.user.name).toBe(shown)
    const page = await send(`${site}/account`, { headers })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain(shown)
  }
})

test('a name of 50 KB is cut and stops no sign-in', async () => {
  await google.set({ personas: { charlie: { ...newStranger(), name: 'x'.repeat(50_000) } } })
  const { jar } = await signIn(stack, { persona: 'charlie' })
  expect(jar.header().length).toBeLessThan(4_096)
})
