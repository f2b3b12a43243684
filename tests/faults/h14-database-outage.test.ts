import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { Cluster, type ClusterStack } from '../support/faults/cluster.ts'
import { type OwnPostgres, startOwnPostgres } from '../support/faults/own-postgres.ts'
import { describeBehindNginx } from '../support/faults/programs.ts'
import { type Verdict, Visitors } from '../support/faults/visitors.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, signIn, startLogin } from '../support/login.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { newStranger } from '../support/refused-login.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'

const shared = inject('stack')
const google = new GoogleControl(shared.googleUrl)
// Five seconds, and two for a machine that does something else at the moment.
const slowestMs = 7_000
const recoveryMs = 10_000

describeBehindNginx('while the database', () => {
  let postgres: OwnPostgres
  let stack: ClusterStack
  let cluster: Cluster

  beforeAll(async () => {
    postgres = await startOwnPostgres(shared)
    stack = { ...shared, databaseUrl: postgres.url }
    // Short enough that the middleware renews all the time.
    cluster = await Cluster.start(stack, { env: { ACCESS_TOKEN_SECONDS: '4' } })
  }, 120_000)
  afterAll(async () => {
    await cluster?.stop()
    await postgres?.remove()
  })
  afterEach(async () => {
    await cluster.database.heal()
    await google.reset()
  })

  async function expectStandingAlone() {
    for (const { url } of cluster.replicas) {
      expect((await send(`${url}/health/live`)).status).toBe(200)
      expect((await send(`${url}/openapi.json`)).status).toBe(200)
      expect((await send(`${url}/login`)).status).toBe(200)
      expect((await send(`${url}/health/ready`)).status).toBe(503)
    }
  }

  async function expectOutage(response: Response) {
    await expect(response).toBeProblem('service_unavailable')
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(response.headers.getSetCookie()).toEqual([])
  }

  /** What each kind of request is answered, told apart: none of it may end or open anything. */
  async function expectHonestAnswers() {
    const session = await session0()
    const cookie = cookiesOf(session)
    await expectOutage(await refresh(cluster.url, session.refreshToken))
    const logout = { method: 'POST', headers: { cookie, 'x-csrf': '1' } }
    await expectOutage(await send(`${cluster.url}/auth/logout`, logout))
    const anonymous = await send(`${cluster.url}/api/products`)
    expect(anonymous.status).toBe(401)
    const page = await send(`${cluster.url}/account`, {
      headers: { cookie: cookiesOf({ refreshToken: session.refreshToken }), accept: 'text/html' },
    })
    expect(page.status).toBe(503)
    expect(page.headers.get('retry-after')).toBe('5')
    expect(page.headers.getSetCookie()).toEqual([])
  }

  let kept: Awaited<ReturnType<typeof plantSession>> | null = null
  async function session0() {
    return (kept ??= await plantSession(stack))
  }

  /** Visitors go on through the fault; it lasts until many have met it, and ends with everything as it was. */
  async function during(
    name: string,
    breakIt: () => Promise<unknown>,
    mendIt: () => Promise<unknown>,
    { meanwhile = expectHonestAnswers }: { meanwhile?: () => Promise<void> } = {},
  ): Promise<Verdict> {
    await session0()
    const visitors = await Visitors.arrive(stack, cluster.url)
    await visitors.untilStrangerIsRefusedAt(cluster.replicas.map(({ url }) => url))
    await expect.poll(() => visitors.servedSince(0), { timeout: 30_000 }).toBeGreaterThan(30)
    const brokenAt = performance.now()
    await breakIt()
    await expectStandingAlone()
    await meanwhile()
    const met = () => visitors.troubleSince(brokenAt)
    await expect.poll(met, { timeout: 60_000 }).toBeGreaterThan(15)
    await mendIt()
    const mendedAt = performance.now()
    const back = () => visitors.servedSince(mendedAt)
    await expect.poll(back, { timeout: recoveryMs }).toBeGreaterThan(20)
    const recoveredMs = Math.round(performance.now() - mendedAt)
    const outageMs = Math.round(mendedAt - brokenAt)
    const verdict = await visitors.finish()
    console.log(`${name} for ${outageMs} ms, back after ${recoveredMs}: ${JSON.stringify(verdict)}`)
    expect(verdict).toMatchObject({ lostSessions: 0, letIn: 0, faults: [] })
    expect(verdict.unavailable).toBeGreaterThan(0)
    expect(verdict.slowestMs).toBeLessThan(slowestMs)
    // Nothing has piled up: three pools of ten.
    expect(cluster.database.connections).toBeLessThanOrEqual(30)
    return verdict
  }

  test('is stopped, nobody is signed out and nobody is let in', { timeout: 120_000 }, async () => {
    await during('stopped', postgres.stop, postgres.start)
  })

  test(
    'hangs without a word, and its connections are lost for ever',
    { timeout: 120_000 },
    async () => {
      const { database } = cluster
      await during(
        'hanging',
        () => database.impose({ mute: true }),
        () => database.heal(),
      )
    },
  )

  test('answers five seconds late', { timeout: 120_000 }, async () => {
    const { database } = cluster
    await during(
      'slow',
      () => database.impose({ latencyMs: 5_000 }),
      () => database.heal(),
    )
  })

  test('has no connection left', { timeout: 120_000 }, async () => {
    let giveBack = async () => {}
    await during(
      'full',
      async () => (giveBack = await postgres.takeAllConnections()),
      () => giveBack(),
    )
  })

  test('breaks each connection in the middle of its answer', { timeout: 120_000 }, async () => {
    const { database } = cluster
    await during(
      'breaking',
      () => database.impose({ resetAfterBytes: 40 }),
      () => database.heal(),
    )
  })

  test('is away, a good access token is still accepted: the list of revoked sessions is young enough', async () => {
    const { accessToken } = await plantSession(stack)
    const headers = { authorization: `Bearer ${accessToken}` }
    const { url } = cluster.replicas[0]!
    expect((await send(`${url}/auth/me`, { headers })).status).toBe(200)
    await cluster.database.impose({ down: true })
    for (let turn = 0; turn < 5; turn++)
      expect((await send(`${url}/auth/me`, { headers })).status).toBe(200)
    await expectOutage(await send(`${url}/api/products`, { headers }))
  })

  test('is away, a sign-in ends on the login page, and works when it is back', async () => {
    const { jar, authorizationUrl } = await startLogin(cluster.site)
    const callback = await google.approve(authorizationUrl.href, { persona: 'grace' })
    await cluster.database.impose({ down: true })
    const { response } = await finishLogin(cluster.site, callback, { jar })
    expect(response).toBeRefusedLogin('service_unavailable')
    await cluster.database.heal()
    await signIn(cluster.site, { jar })
  })

  test('fails in the middle of the transaction of a sign-in, no half of it is left', async () => {
    const person = newStranger()
    await google.set({ personas: { charlie: { ...person } } })
    const { jar, authorizationUrl } = await startLogin(cluster.site)
    const callback = await google.approve(authorizationUrl.href, { persona: 'charlie' })
    await cluster.database.impose({ hold: { what: 'request', from: 'INSERT INTO sessions' } })
    const finishing = finishLogin(cluster.site, callback, { jar })
    await expect.poll(() => cluster.database.held).toBe(1)
    await cluster.database.impose({ down: true })
    expect((await finishing).response).toBeRefusedLogin('service_unavailable')
    await cluster.database.heal()
    const users = () => queryDatabase(stack, 'SELECT 1 FROM users WHERE email = $1', [person.email])
    expect(await users()).toEqual([])
    await signIn(cluster.site, { jar, persona: 'charlie' })
    expect(await users()).toHaveLength(1)
  })
})
