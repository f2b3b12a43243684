// Three replicas under a steady load are restarted one after the other: first with a new AUTH_SECRET and the old one as
// AUTH_SECRET_1, then without the old one. Nobody is signed out and no sign-in fails.
import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { withCopiedDatabase } from '../support/copied-database.ts'
import { siteSigningKey } from '../support/forge.ts'
import { GoogleControl } from '../support/local-google.ts'
import { finishLogin, startLogin } from '../support/login.ts'
import { ageSession, cookiesOf, plantSession } from '../support/planted-session.ts'
import { expectCookiesCleared, refresh, setCookieValue } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import type { StackAddresses } from '../support/stack/addresses.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const shared = inject('stack')
const newSecret = randomBytes(32).toString('base64')
const browsers = 8
let stack: StackAddresses
let replicas: Replica[]

const before = {}
const rolled = { AUTH_SECRET: newSecret, AUTH_SECRET_1: shared.authSecret }
const retired = { AUTH_SECRET: newSecret }

beforeAll(async () => {
  stack = await withCopiedDatabase(shared)
  replicas = await Promise.all([0, 1, 2].map(() => startReplica(stack, { env: before })))
})
afterAll(() => Promise.all(replicas.map((replica) => replica.stop())))

const someReplica = () => replicas[Math.floor(Math.random() * replicas.length)]!.url

/** As a load balancer does: what a replica that is going away did not take is sent to another one. */
async function balanced<T>(ask: (site: string) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask(someReplica())
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? ''
      if (!['ECONNREFUSED', 'ECONNRESET'].includes(code) || attempt === 50) throw error
      await setTimeout(100)
    }
  }
}

/** What happened to those who were there meanwhile. */
class Load {
  readonly counts = { renewals: 0, pages: 0, calls: 0, logins: 0, mixedLogins: 0 }
  readonly failures: string[] = []
  readonly refreshTokens: string[] = []
  #isOver = false
  #work: Promise<unknown>[] = []

  async start(): Promise<void> {
    for (let browser = 0; browser < browsers; browser++) {
      const session = await plantSession(stack)
      this.#work.push(this.#browse(browser, session))
    }
    this.#work.push(this.#signIn())
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#work)
  }

  #expect(what: string, response: Response, status: number): void {
    if (response.status !== status) this.failures.push(`${what}: ${response.status}`)
  }

  async #browse(
    browser: number,
    session: { sessionId: string; refreshToken: string },
  ): Promise<void> {
    let { refreshToken } = session
    while (!this.#isOver) {
      await ageSession(stack, session.sessionId, 31)
      const response = await balanced((site) => refresh(site, refreshToken))
      this.#expect('renewal', response, 200)
      this.counts.renewals++
      refreshToken = setCookieValue(response, 'gatehouse-session') || refreshToken
      this.refreshTokens[browser] = refreshToken
      const accessToken = setCookieValue(response, 'gatehouse-access')!
      const cookie = cookiesOf({ refreshToken, accessToken })
      const page = await balanced((site) => send(`${site}/account`, { headers: { cookie } }))
      this.#expect('page', page, 200)
      this.counts.pages++
      const headers = { authorization: `Bearer ${accessToken}` }
      const call = await balanced((site) => send(`${site}/api/products`, { headers }))
      this.#expect('call', call, 200)
      this.counts.calls++
      await setTimeout(50)
    }
  }

  async #signIn(): Promise<void> {
    const google = new GoogleControl(stack.googleUrl)
    while (!this.#isOver) {
      const { authorizationUrl, jar, startedAt } = await balanced(async (url) => {
        return { ...(await startLogin(stack, { url })), startedAt: url }
      })
      const callback = await google.approve(authorizationUrl.href)
      // Long enough that a replica may have been restarted in between.
      await setTimeout(this.counts.logins % 3 === 0 ? 3_000 : 20)
      const finished = await balanced(async (url) => {
        if (url !== startedAt) this.counts.mixedLogins++
        return finishLogin(stack, callback, { url, jar })
      })
      if (finished.location !== '/products') this.failures.push(`login: ${finished.location}`)
      this.counts.logins++
    }
  }
}

async function restartAll(env: Record<string, string>): Promise<void> {
  for (let index = 0; index < replicas.length; index++) {
    await replicas[index]!.stop()
    replicas[index] = await startReplica(stack, { env })
  }
}

/** Begun at one replica and finished at another, whatever happened in between. */
async function loginOver(between: () => Promise<void>): Promise<string> {
  const started = await startLogin(stack, { url: replicas[0]!.url })
  const callback = await new GoogleControl(stack.googleUrl).approve(started.authorizationUrl.href)
  await between()
  const { location } = await finishLogin(stack, callback, {
    url: replicas[0]!.url,
    jar: started.jar,
  })
  return location
}

async function restartFirst(env: Record<string, string>): Promise<void> {
  await replicas[0]!.stop()
  replicas[0] = await startReplica(stack, { env })
}

/** All replicas mint under the new secret. */
async function untilMintedUnderNew(): Promise<void> {
  const { kid } = await siteSigningKey(newSecret)
  for (const { url } of replicas) {
    const mintsNew = async () => {
      const { refreshToken } = await plantSession(stack)
      const accessToken = setCookieValue(await refresh(url, refreshToken), 'gatehouse-access')!
      return decodeProtectedHeader(accessToken).kid === kid
    }
    await expect.poll(mintsNew, { timeout: 15_000, interval: 250 }).toBe(true)
  }
}

test(
  'nobody is signed out and no sign-in fails while AUTH_SECRET is changed, and when the old one goes',
  { timeout: 240_000 },
  async () => {
    const forgotten = await plantSession(stack)
    const load = new Load()
    await load.start()
    // Begun at a replica of before, finished at a rolled one; then the other way round, as in a deployment undone.
    expect(await loginOver(() => restartFirst(rolled))).toBe('/products')
    expect(await loginOver(() => restartFirst(before))).toBe('/products')
    await restartAll(rolled)
    await untilMintedUnderNew()
    const { renewals } = load.counts
    await expect
      .poll(() => load.counts.renewals, { timeout: 20_000 })
      .toBeGreaterThan(renewals + 3 * browsers)

    await restartAll(retired)
    await load.stop()
    expect(load.failures).toEqual([])
    for (const refreshToken of load.refreshTokens)
      expect((await balanced((site) => refresh(site, refreshToken))).status).toBe(200)
    expect(load.counts.mixedLogins).toBeGreaterThan(0)
    console.info(`roll of AUTH_SECRET under load: ${JSON.stringify(load.counts)}`)

    const late = await refresh(replicas[0]!.url, forgotten.refreshToken)
    expect(late.status).toBe(401)
    expectCookiesCleared(late)
  },
)

test('a site of one replica mints under the new secret as soon as it is back', async () => {
  const alone = await withCopiedDatabase(shared)
  const session = await plantSession(alone)
  const old = await startReplica(alone)
  await old.stop()
  const site = await startReplica(alone, { env: rolled })
  try {
    const response = await refresh(site.url, session.refreshToken)
    const { kid } = decodeProtectedHeader(setCookieValue(response, 'gatehouse-access')!)
    expect(kid).toBe((await siteSigningKey(newSecret)).kid)
  } finally {
    await site.stop()
  }
})
