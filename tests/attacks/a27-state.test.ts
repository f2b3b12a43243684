// RFC 9700 §2.1 and §4.7; OWASP ASVS 5.0 §10.1.2.
import { afterEach, describe, expect, inject, it } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { GoogleControl } from '../support/local-google.ts'
import { type StartedLogin, finishLogin, startLogin } from '../support/login.ts'
import { expectRefusal } from '../support/refused-login.ts'
import {
  openTransactionCookie,
  sealTransactionCookie,
  transactionCookieName,
} from '../support/transaction-cookie.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const transactionMinutes = 15

afterEach(() => google.reset())

async function arrive(): Promise<{ started: StartedLogin; callback: URL; state: string }> {
  const started = await startLogin(stack)
  const callback = await google.approve(started.authorizationUrl.href)
  return { started, callback, state: callback.searchParams.get('state')! }
}

function altered(callback: URL, change: (query: URLSearchParams) => void): URL {
  const url = new URL(callback)
  change(url.searchParams)
  return url
}

async function aged(jar: CookieJar, state: string, minutes: number): Promise<void> {
  const name = transactionCookieName(state)
  const opened = await openTransactionCookie(stack.authSecret, jar.get(name)!)
  const startedAt = opened.startedAt - minutes * 60_000
  jar.set(name, await sealTransactionCookie(stack.authSecret, { ...opened, startedAt }))
}

describe('the state of a callback', () => {
  it.each([
    ['missing', (query: URLSearchParams) => query.delete('state')],
    ['empty', (query: URLSearchParams) => query.set('state', '')],
    ['another one', (query: URLSearchParams) => query.set('state', 'A'.repeat(43))],
    [
      'longer by a character',
      (query: URLSearchParams) => query.set('state', `${query.get('state')}A`),
    ],
    ['10 KB long', (query: URLSearchParams) => query.set('state', 'A'.repeat(10_000))],
    ['full of NULs', (query: URLSearchParams) => query.set('state', '\0\0\0')],
  ])('refuses the callback where it is %s, and the real one still works', async (_, change) => {
    const { started, callback } = await arrive()
    await expectRefusal(stack, 'link_expired', () =>
      finishLogin(stack, altered(callback, change), { jar: started.jar }),
    )
    expect(await google.requests('token'), 'the code was not spent').toHaveLength(0)
    const { response } = await finishLogin(stack, callback, { jar: started.jar })
    expect(response).toSetCookie('gatehouse-session')
  })

  it('refuses the callback where it is there twice', async () => {
    const { started, callback } = await arrive()
    const twice = altered(callback, (query) => query.append('state', 'another'))
    await expectRefusal(stack, 'sign_in_failed', () =>
      finishLogin(stack, twice, { jar: started.jar }),
    )
  })

  it('refuses the callback of a sign-in that began longer ago than 15 minutes', async () => {
    const { started, callback, state } = await arrive()
    await aged(started.jar, state, transactionMinutes + 1)
    const { jar } = await expectRefusal(stack, 'link_expired', () =>
      finishLogin(stack, callback, { jar: started.jar }),
    )
    expect(jar.names()).toEqual([])
  })

  it('accepts the callback of a sign-in that began 14 minutes ago', async () => {
    const { started, callback, state } = await arrive()
    await aged(started.jar, state, transactionMinutes - 1)
    const { response } = await finishLogin(stack, callback, { jar: started.jar })
    expect(response).toSetCookie('gatehouse-session')
  })
})

describe("a sign-in's transaction cookie", () => {
  it('is refused where one character of it was changed', async () => {
    const { started, callback, state } = await arrive()
    const name = transactionCookieName(state)
    const sealed = started.jar.get(name)!
    const middle = sealed.length >> 1
    const other = sealed[middle] === 'A' ? 'B' : 'A'
    started.jar.set(name, sealed.slice(0, middle) + other + sealed.slice(middle + 1))
    await expectRefusal(stack, 'link_expired', () =>
      finishLogin(stack, callback, { jar: started.jar }),
    )
  })

  it("is refused under another sign-in's name", async () => {
    const { callback, state } = await arrive()
    const other = await arrive()
    const sealed = other.started.jar.get(transactionCookieName(other.state))!
    const jar = new CookieJar([[transactionCookieName(state), sealed]])
    await expectRefusal(stack, 'link_expired', () => finishLogin(stack, callback, { jar }))
  })

  it('is refused where another secret sealed it', async () => {
    const { started, callback, state } = await arrive()
    const name = transactionCookieName(state)
    const opened = await openTransactionCookie(stack.authSecret, started.jar.get(name)!)
    const foreign = Buffer.alloc(32, 7).toString('base64')
    started.jar.set(name, await sealTransactionCookie(foreign, opened))
    await expectRefusal(stack, 'link_expired', () =>
      finishLogin(stack, callback, { jar: started.jar }),
    )
  })
})
