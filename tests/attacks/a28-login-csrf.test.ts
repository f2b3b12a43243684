// RFC 9700 §4.7.1; CVE-2025-68158, CVE-2025-68481: a victim's browser is made to open the attacker's own callback.
import { afterEach, describe, expect, inject, it } from 'vitest'
import type { CookieJar } from '../support/cookie-jar.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, signIn, startLogin, visit } from '../support/login.ts'
import { expectRefusal } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const [url] = stack.replicaUrls

afterEach(() => google.reset())

async function attackersCallback(): Promise<URL> {
  const { authorizationUrl } = await startLogin(stack)
  return google.approve(authorizationUrl.href, { persona: 'charlie' })
}

async function whoIs(jar: CookieJar): Promise<string> {
  const response = await visit(`${url}/auth/me`, jar, { 'sec-fetch-site': 'same-origin' })
  const { user } = (await response.json()) as { user: { email: string } }
  return user.email
}

describe("the attacker's callback, opened in the victim's browser", () => {
  it('signs nobody in where the victim has no sign-in under way', async () => {
    const callback = await attackersCallback()
    const { jar } = await expectRefusal(stack, 'link_expired', () => finishLogin(stack, callback))
    expect(jar.names()).toEqual([])
    expect(await google.requests('token')).toHaveLength(0)
  })

  it("signs nobody in where the victim has a sign-in under way, and the victim's goes on", async () => {
    const callback = await attackersCallback()
    const victim = await startLogin(stack)
    await expectRefusal(stack, 'link_expired', () =>
      finishLogin(stack, callback, { jar: victim.jar }),
    )
    const own = await google.approve(victim.authorizationUrl.href, { persona: 'grace' })
    await finishLogin(stack, own, { jar: victim.jar })
    expect(await whoIs(victim.jar)).toBe('grace@example.com')
  })

  it("signs nobody in with the attacker's code and the victim's state", async () => {
    const callback = await attackersCallback()
    const victim = await startLogin(stack)
    callback.searchParams.set('state', victim.authorizationUrl.searchParams.get('state')!)
    const { jar } = await expectRefusal(stack, 'sign_in_failed', () =>
      finishLogin(stack, callback, { jar: victim.jar }),
    )
    expect(jar.names()).toEqual([])
  })

  it('leaves a victim who is signed in as they are', async () => {
    const callback = await attackersCallback()
    const { jar } = await signIn(stack, { persona: 'grace' })
    await expectRefusal(stack, 'link_expired', () => finishLogin(stack, callback, { jar }))
    expect(await whoIs(jar)).toBe('grace@example.com')
  })
})
