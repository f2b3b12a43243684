// RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6: the provider sends the person back with an error.
import { describe, expect, inject, it } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { GoogleControl } from '../support/local-google.ts'
import { attemptSignIn, finishLogin, startLogin, visit } from '../support/login.ts'
import { expectRefusal } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const [url] = stack.replicaUrls

function toCallback(query: Record<string, string>): URL {
  return new URL(`/auth/callback/google?${new URLSearchParams(query)}`, stack.authUrl)
}

async function readPage(location: string): Promise<string> {
  const response = await visit(url + location, new CookieJar())
  expect(response.status).toBe(200)
  return response.text()
}

describe('an error from the provider', () => {
  it('says so in words of its own where the person pressed Cancel', async () => {
    const { jar, location } = await expectRefusal(stack, 'cancelled', () =>
      attemptSignIn(stack, { persona: 'charlie', decision: 'cancel' }),
    )
    expect(jar.names()).toEqual([])
    expect(await readPage(location)).toContain('Sign-in was cancelled')
  })

  it.each([
    ['consent_required', 'sign_in_failed'],
    ['login_required', 'sign_in_failed'],
    ['invalid_scope', 'sign_in_failed'],
    ['server_error', 'provider_unavailable'],
    ['temporarily_unavailable', 'provider_unavailable'],
    ['made_up_by_somebody', 'sign_in_failed'],
    ['', 'sign_in_failed'],
    ['__proto__', 'sign_in_failed'],
  ] as const)('ends "%s" on our page with %s, in our words', async (error, code) => {
    const { jar, authorizationUrl } = await startLogin(stack)
    const state = authorizationUrl.searchParams.get('state')!
    const words = '<b>Call 555-0100 to unlock</b>'
    const callback = toCallback({ error, state, error_description: words, error_uri: words })
    const { location } = await expectRefusal(stack, code, () =>
      finishLogin(stack, callback, { jar }),
    )
    expect(jar.names()).toEqual([])
    const page = await readPage(location)
    expect(page).not.toContain('555-0100')
    expect(page).not.toContain('cancelled')
  })

  it('spends no code where the answer has an error as well', async () => {
    const { jar, authorizationUrl } = await startLogin(stack)
    const callback = await google.approve(authorizationUrl.href)
    callback.searchParams.set('error', 'access_denied')
    await expectRefusal(stack, 'cancelled', () => finishLogin(stack, callback, { jar }))
    expect(await google.requests('token')).toHaveLength(0)
  })

  it.each(['access_denied', 'server_error', 'made_up_by_somebody'])(
    'tells nothing of "%s" without a sign-in under way, and ends none',
    async (error) => {
      const { jar } = await startLogin(stack)
      const open = jar.names()
      await expectRefusal(stack, 'link_expired', () =>
        finishLogin(stack, toCallback({ error }), { jar }),
      )
      expect(jar.names()).toEqual(open)
    },
  )

  it('cannot be had by a link to the login page with words of its own', async () => {
    const page = await readPage(
      '/login?error=Call+555-0100&account=grace%40evil.example&ref=%3Cb%3E',
    )
    expect(page).not.toContain('role="alert"')
    expect(page).not.toMatch(/<p>[^<]*555-0100/)
  })
})
