import { describe, expect, inject, it } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, startLogin } from '../support/login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

describe('two tabs that sign in at once', () => {
  it.each([
    ['in the order they began', [0, 1]],
    ['in the other order', [1, 0]],
  ])('both finish, %s, each on its own page', async (_, order) => {
    const jar = new CookieJar()
    const pages = ['/account', '/products?q=lamp']
    const tabs = []
    for (const next of pages) tabs.push(await startLogin(stack, { jar, next }))
    const callbacks = await Promise.all(
      tabs.map(({ authorizationUrl }) => google.approve(authorizationUrl.href)),
    )
    for (const tab of order) {
      const { response, location } = await finishLogin(stack, callbacks[tab]!, { jar })
      expect(response).toSetCookie('gatehouse-session')
      expect(location).toBe(pages[tab])
    }
    expect(jar.names().sort()).toEqual(['gatehouse-access', 'gatehouse-session'])
  })

  it('do not pile up cookies, however many there are', async () => {
    const jar = new CookieJar()
    const starts = []
    for (let tab = 0; tab < 12; tab += 1) starts.push(await startLogin(stack, { jar }))
    expect(jar.names().length).toBeLessThanOrEqual(2)
    expect(jar.header().length).toBeLessThan(4_096)

    const callback = await google.approve(starts.at(-1)!.authorizationUrl.href)
    const { response } = await finishLogin(stack, callback, { jar })
    expect(response, 'the latest finishes').toSetCookie('gatehouse-session')
  })
})
