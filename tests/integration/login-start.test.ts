// Covers A46.
import { describe, expect, inject, it } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { startLogin } from '../support/login.ts'
import { send } from '../support/send.ts'
import { statementsDuring } from '../support/statement-log.ts'

const stack = inject('stack')
const [url] = stack.replicaUrls
const writes = /\b(insert|update|delete|merge|truncate|copy)\b/i

describe('the start of a sign-in', () => {
  it('writes nothing to the database but the count for its limit', async () => {
    const statements = await statementsDuring(stack, async () => {
      for (const replica of [...stack.replicaUrls, stack.noMiddlewareUrl])
        for (let turn = 0; turn < 5; turn += 1) await startLogin(stack, { url: replica })
    })
    expect(statements.filter((text) => writes.test(text))).toEqual([])
  })

  it('puts one sealed cookie into the browser, and nothing readable', async () => {
    const { jar, authorizationUrl, response } = await startLogin(stack, { jar: new CookieJar() })
    const [name, ...more] = jar.names()
    expect(more).toEqual([])
    expect(response).toSetCookie(name!)
    const sealed = jar.get(name!)!
    const readable = sealed
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    const { searchParams } = authorizationUrl
    for (const check of ['state', 'nonce', 'code_challenge'])
      expect(readable.join()).not.toContain(searchParams.get(check))
  })

  it.each([
    ['an image', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['a frame', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    ['a prefetch', { 'sec-purpose': 'prefetch;prerender' }],
    ["the router's prefetch", { 'next-router-prefetch': '1' }],
  ] as const)('is not caused by %s', async (_, headers) => {
    const response = await send(`${url}/auth/google/login`, { headers: { ...headers } })
    await expect(response).toBeProblem('untrusted_caller')
    expect(response.headers.getSetCookie()).toEqual([])
  })
})
