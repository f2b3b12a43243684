// GHSA-x445-f3h2-j279: what a browser was given for one purpose, or for one provider, opens nothing at another's callback.
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startLocalGoogle } from '../../local/cli/services.mjs'
import { findFreePort } from '../../local/ports.mjs'
import { CookieJar } from '../support/cookie-jar.ts'
import { GoogleControl } from '../support/local-google.ts'
import { attemptSignIn, finishLogin, signIn, startLogin } from '../support/login.ts'
import { expectRefusal } from '../support/refused-login.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'
import { transactionCookieName } from '../support/transaction-cookie.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
let other: { url: string; stop: () => Promise<void> }
let otherSite: Replica

beforeAll(async () => {
  other = (await startLocalGoogle({
    ...{ clientId: stack.clientId, clientSecret: stack.clientSecret, data: undefined },
    port: await findFreePort(),
    redirectUris: [`${stack.authUrl}/auth/callback/google`],
    logFile: path.join(stack.logFolder, 'google-of-a33.log'),
  })) as typeof other
  const env = { AUTH_GOOGLE_ISSUER: other.url, GOOGLE_API_ORIGIN: other.url }
  otherSite = await startReplica(stack, { name: 'site-of-a33', env })
})
afterAll(async () => {
  await otherSite.stop()
  await other.stop()
})

describe('a transaction that began with another provider', () => {
  it.each([
    ['as it came', undefined],
    ['with the issuer taken out', null],
  ])('ends refused at this one, %s', async (_, iss) => {
    const { authorizationUrl, jar } = await startLogin(
      { ...stack, googleUrl: other.url },
      {
        url: otherSite.url,
      },
    )
    const callback = await new GoogleControl(other.url).approve(authorizationUrl.href)
    if (iss === null) callback.searchParams.delete('iss')
    await expectRefusal(stack, 'sign_in_failed', () => finishLogin(stack, callback, { jar }))
    await signIn(stack, { jar })
  })
})

describe('a value that was sealed for something else', () => {
  it('is no login transaction', async () => {
    const { authorizationUrl, jar } = await startLogin(stack)
    const callback = await google.approve(authorizationUrl.href)
    const name = transactionCookieName(callback.searchParams.get('state')!)
    expect(jar.get(name)).toBeTruthy()
    const { jar: signedIn } = await signIn(stack)
    const hint = await sealedHint()
    for (const value of [
      signedIn.get('gatehouse-session')!,
      signedIn.get('gatehouse-access')!,
      hint,
    ])
      await expectRefusal(stack, 'link_expired', () =>
        finishLogin(stack, callback, { jar: new CookieJar([[name, value]]) }),
      )
  })

  it.each(['authjs.state', '__Host-authjs.state', 'state', 'pkce', 'next-auth.state'])(
    'does not count under Auth.js’ own name %s',
    async (name) => {
      const { authorizationUrl, jar } = await startLogin(stack)
      const callback = await google.approve(authorizationUrl.href)
      const sealed = jar.get(jar.names()[0]!)!
      await expectRefusal(stack, 'link_expired', () =>
        finishLogin(stack, callback, { jar: new CookieJar([[name, sealed]]) }),
      )
    },
  )
})

/** The refused account's address, sealed for the login page by the same secret. */
async function sealedHint(): Promise<string> {
  const { location } = await attemptSignIn(stack, { persona: 'uma' })
  return new URL(location, stack.authUrl).searchParams.get('account')!
}
