// RFC 9700 §4.2.4: the state is good for one use. Not the provider but the site refuses the second, on any replica.
import { describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, startLogin } from '../support/login.ts'
import { expectRefusal } from '../support/refused-login.ts'
import { queryDatabase } from '../support/query-database.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

async function countSessions(): Promise<number> {
  const [row] = await queryDatabase<{ count: number }>(
    stack,
    'SELECT count(*)::int AS count FROM sessions',
  )
  return row!.count
}

describe('a callback', () => {
  it.each(stack.replicaUrls)(
    'counts once, even where replica %# gets it again with the cookies of the first time',
    async (url) => {
      const { jar, authorizationUrl } = await startLogin(stack)
      const callback = await google.approve(authorizationUrl.href)
      const saved = jar.copy()
      await finishLogin(stack, callback, { jar })
      expect(jar.get('gatehouse-session')).toBeDefined()

      await expectRefusal(stack, 'link_expired', () =>
        finishLogin(stack, callback, { url, jar: saved }),
      )
      expect(await google.requests('token'), 'no second token request').toHaveLength(0)
    },
  )

  it('counts once of twenty at the same moment, spread over the replicas', async () => {
    const { jar, authorizationUrl } = await startLogin(stack)
    const callback = await google.approve(authorizationUrl.href)
    await google.clearRequests()
    const before = await countSessions()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        finishLogin(stack, callback, { url: stack.replicaUrls[turn % 2]!, jar: jar.copy() }),
      ),
    )
    const signedIn = answers.filter((answer) => answer.jar.get('gatehouse-session'))
    expect(signedIn).toHaveLength(1)
    for (const { response } of answers.filter((answer) => !signedIn.includes(answer)))
      expect(response).toBeRefusedLogin('link_expired')
    expect(await countSessions()).toBe(before + 1)
    expect(await google.requests('token')).toHaveLength(1)
  })
})
