import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { Cluster } from '../support/faults/cluster.ts'
import { describeBehindNginx } from '../support/faults/programs.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, startLogin, visit } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { newStranger } from '../support/refused-login.ts'
import { renewed } from '../support/renewal.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
const rounds = 20

describeBehindNginx('a sign-in on three replicas', () => {
  let cluster: Cluster

  beforeAll(async () => {
    cluster = await Cluster.start(stack)
  })
  afterAll(() => cluster?.stop())
  afterEach(() => google.reset())

  async function arrive(persona: 'charlie' | 'grace' = 'grace', url = cluster.url) {
    const { jar, authorizationUrl } = await startLogin(cluster.site, { url })
    return { jar, callback: await google.approve(authorizationUrl.href, { persona }) }
  }

  async function countRows(email: string) {
    const [counts] = await queryDatabase(
      stack,
      `SELECT (SELECT count(*)::int FROM users WHERE email = $1) AS users,
         (SELECT count(*)::int FROM accounts a JOIN users u ON u.id = a.user_id WHERE u.email = $1) AS accounts,
         (SELECT count(*)::int FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1) AS sessions`,
      [email],
    )
    return counts
  }

  test('may begin on the first, come back to the second and renew on the third', async () => {
    const [first, second, third] = cluster.replicas.map(({ url }) => url) as [
      string,
      string,
      string,
    ]
    const { jar, callback } = await arrive('grace', first)
    const { response } = await finishLogin(cluster.site, callback, { jar, url: second })
    expect(response).toSetCookie('gatehouse-session')
    await renewed(third, jar.get('gatehouse-session')!)
    expect((await visit(`${first}/account`, jar)).status).toBe(200)
  })

  test(
    'of one new person in two browsers at once makes one user, every time',
    { timeout: 120_000 },
    async () => {
      for (let round = 0; round < rounds; round++) {
        const person = newStranger()
        await google.set({ personas: { charlie: { ...person } } })
        const arrived = await Promise.all([arrive('charlie'), arrive('charlie')])
        const finished = await Promise.all(
          arrived.map(({ jar, callback }) =>
            finishLogin(cluster.site, callback, { jar, url: cluster.url }),
          ),
        )
        for (const { response } of finished) expect(response).toSetCookie('gatehouse-session')
        expect(await countRows(person.email)).toEqual({ users: 1, accounts: 1, sessions: 2 })
      }
    },
  )

  test('whose callback comes twice at once, and then by reload, signs in once', async () => {
    for (let round = 0; round < 5; round++) {
      const person = newStranger()
      await google.set({ personas: { charlie: { ...person } } })
      const { jar, callback } = await arrive('charlie')
      await google.clearRequests()
      const copies = [jar, jar.copy(), jar.copy()]
      const finished = await Promise.all(
        copies.map((copy, turn) =>
          finishLogin(cluster.site, callback, { jar: copy, url: cluster.replicas[turn]!.url }),
        ),
      )
      finished.push(
        await finishLogin(cluster.site, callback, { jar: jar.copy(), url: cluster.url }),
      )
      for (const { response } of finished) expect(response.status).toBe(303)
      const signedIn = finished.filter(({ location }) => !location.startsWith('/login'))
      expect(signedIn).toHaveLength(1)
      expect(await google.requests('token')).toHaveLength(1)
      expect(await countRows(person.email)).toEqual({ users: 1, accounts: 1, sessions: 1 })
    }
  })
})
