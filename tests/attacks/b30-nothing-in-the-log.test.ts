// OWASP ASVS 16.2.5, 16.3.1: two hundred flows of every kind, at the most talkative level of logging; then what was
// written is searched for everything that must not be there, and for what must.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { withCopiedDatabase } from '../support/copied-database.ts'
import { mintRefreshToken, sessionIdOf } from '../support/forge.ts'
import { GoogleControl, type Persona } from '../support/local-google.ts'
import { finishLogin, signIn, startLogin } from '../support/login.ts'
import { endOthers, endSession } from '../support/own-sessions.ts'
import { plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'
import { findTraces } from '../support/traces.ts'

const base = inject('stack')
const google = new GoogleControl(base.googleUrl)
const rounds = 20
let stack: typeof base
let site: Replica
const secrets: string[] = [base.authSecret, base.clientSecret]

beforeAll(async () => {
  stack = await withCopiedDatabase(base)
  site = await startReplica(stack, { env: { LOG_LEVEL: 'debug' } })
})
afterAll(async () => {
  await google.reset()
  await site.stop()
})

const post = (path: string, cookie: string) =>
  send(site.url + path, { method: 'POST', headers: { cookie, 'x-csrf': '1' } })

/** Signs in, and remembers all that passed by. */
async function observedSignIn(persona: Persona, decision: 'allow' | 'cancel' = 'allow') {
  const started = await startLogin(stack, { url: site.url })
  const { searchParams } = started.authorizationUrl
  secrets.push(searchParams.get('state')!, searchParams.get('nonce')!)
  secrets.push(...started.jar.names().map((name) => started.jar.get(name)!))
  const callback = await google.approve(started.authorizationUrl.href, { persona, decision })
  const code = callback.searchParams.get('code')
  if (code) secrets.push(code)
  const finished = await finishLogin(stack, callback, { url: site.url, jar: started.jar })
  secrets.push(
    ...['gatehouse-session', 'gatehouse-access'].flatMap((name) => finished.jar.get(name) ?? []),
  )
  return { ...finished, callback }
}

const flows: ((index: number) => Promise<unknown>)[] = [
  (index) => observedSignIn(`user${9100 + index}`),
  () => observedSignIn('charlie', 'cancel'),
  () => observedSignIn('uma'),
  async () => {
    const { callback, jar } = await observedSignIn('grace')
    await finishLogin(stack, callback, { url: site.url, jar })
    await finishLogin(stack, callback, { url: site.url, jar: new CookieJar() })
  },
  async () => {
    await google.set({ idToken: { signature: 'flip', times: 1 } })
    await observedSignIn('grace').finally(() => google.reset())
  },
  async () => {
    const session = await plantSession(stack)
    const response = await refresh(site.url, session.refreshToken)
    const { access_token } = (await response.json()) as { access_token: string }
    secrets.push(session.refreshToken, access_token)
    await post('/auth/logout?everywhere=1', `gatehouse-session=${session.refreshToken}`)
  },
  async () => {
    const { sessionId } = await plantSession(stack)
    const outdated = mintRefreshToken(stack.authSecret, sessionId)
    secrets.push(outdated)
    await refresh(site.url, outdated)
  },
  async () => {
    const session = await plantSession(stack)
    const other = await plantSession(stack, { userId: session.userId })
    secrets.push(session.accessToken, other.accessToken)
    await endSession(site.url, session, other.sessionId)
    await endOthers(site.url, session)
  },
  async () => {
    const { accessToken } = await plantSession(stack)
    secrets.push(accessToken)
    for (const authorization of [
      `Bearer ${accessToken}x`,
      `Basic ${accessToken}`,
      `Bearer ${accessToken}`,
    ])
      await send(`${site.url}/api/products?q=%00&access_token=${accessToken}`, {
        headers: { authorization },
      })
  },
  async () => {
    const { jar } = await signIn(stack, { url: site.url, persona: 'ada' })
    secrets.push(jar.get('gatehouse-session')!, jar.get('gatehouse-access')!)
    await send(`${site.url}/account`, { headers: { cookie: jar.header() } })
    await post('/auth/logout', jar.header())
    await post('/auth/refresh', jar.header())
  },
]

test(
  'neither the log nor the audit events hold a secret or a person',
  { timeout: 180_000 },
  async () => {
    for (let round = 0; round < rounds; round++) for (const flow of flows) await flow(round)
    expect(rounds * flows.length).toBe(200)
    expect(secrets.length).toBeGreaterThan(500)

    // Something broken as well: an error's text and cause are where secrets hide.
    await queryDatabase(stack, 'ALTER TABLE sessions RENAME TO gone')
    const broken = await plantedToken()
    await refresh(site.url, broken)
    await observedSignIn('grace')
    await queryDatabase(stack, 'ALTER TABLE gone RENAME TO sessions')

    const log = site.output()
    const audit = JSON.stringify(await queryDatabase(stack, 'SELECT * FROM audit_events'))
    expect(log.split('\n').length).toBeGreaterThan(50)
    for (const text of [log, audit]) {
      expect(findTraces(text, secrets)).toEqual([])
      expect(text).not.toMatch(/(code|state|nonce|code_verifier|id_token)=[\w-]{8,}/i)
      expect(text).not.toMatch(/Bearer [\w-]{20,}|eyJ[\w-]{20,}|ya29\.|gatehouse-(session|access)=/)
      expect(text).not.toMatch(/[\w.+-]+@example\.com/)
    }
  },
)

async function plantedToken(): Promise<string> {
  const token = mintRefreshToken(stack.authSecret, '01890a5d-ac96-774b-bcce-b302099a8057')
  secrets.push(token)
  expect(sessionIdOf(token)).toMatch(/^01890a5d/)
  return token
}

test('what happened is in the audit events, with session, reason and place', async () => {
  const rows = await queryDatabase<{ type: string; reason: string; sessions: number }>(
    stack,
    `SELECT type, reason, count(DISTINCT session_id)::int AS sessions FROM audit_events
     GROUP BY type, reason ORDER BY 1, 2`,
  )
  const counted = Object.fromEntries(
    rows.map(({ type, reason, sessions }) => [reason ? `${type} ${reason}` : type, sessions]),
  )
  expect(counted).toMatchObject({
    'refresh_token_reuse token_reuse': rounds,
    'session_revoked ended_by_user': rounds,
    sign_out_everywhere: rounds,
    sign_out: rounds,
    'sign_in_refused cancelled': 0,
    'sign_in_refused email_unverified': 0,
    'sign_in_refused link_expired': 0,
    'sign_in_refused sign_in_failed': 0,
  })
  expect(counted.sign_in).toBeGreaterThanOrEqual(3 * rounds)
})
