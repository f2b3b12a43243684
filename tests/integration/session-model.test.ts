// The session as a state machine, driven at random against real replicas and the real database, and compared step by step
// with a model that knows nothing of either (tests/support/session-model.ts). Time is moved in the session's row, so that
// it stands still between steps: the database's clock judges.
import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { hashOf, mintRefreshToken, sessionIdOf, successorOf } from '../support/forge.ts'
import { CookieJar } from '../support/cookie-jar.ts'
import { signIn } from '../support/login.ts'
import { type SessionRow, cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite, expectRefusedEverywhere } from '../support/refusals.ts'
import { expectCookiesCleared, refresh, setCookieValue } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import {
  type Answer,
  SessionModel,
  absoluteSeconds,
  idleSeconds,
} from '../support/session-model.ts'
import { soakFactor } from '../support/soak.ts'

const stack = inject('stack')
const sites = everySite(stack)
const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 })
afterAll(() => pool.end())

/** Access tokens of sessions that were ended, each with the time its end was answered. */
const endedTokens: { accessToken: string; at: number }[] = []

/** A browser, a thief with everything it ever held, and the row of its session. */
class Site {
  tokens: string[] = []
  accessTokens: string[] = []
  sessionId = ''
  userId = ''
  #stoodStillAt = ''

  async begin(): Promise<this> {
    const session = await plantSession(stack, { idleSeconds, absoluteSeconds })
    return this.hold(session.userId, session.refreshToken, session.accessToken)
  }

  async hold(userId: string, refreshToken: string, accessToken: string): Promise<this> {
    this.tokens = [refreshToken]
    this.accessTokens = [accessToken]
    this.sessionId = sessionIdOf(refreshToken)
    this.userId = userId
    const { rows } = await pool.query<{ now: string }>('SELECT now()::text AS now')
    this.#stoodStillAt = rows[0]!.now
    return this
  }

  /** Takes back the time that has really passed, and lets `seconds` pass instead. */
  async pass(seconds: number): Promise<void> {
    const { rows } = await pool.query<{ now: string }>(
      `WITH shift AS (SELECT now() - $2::timestamptz - make_interval(secs => $3) AS by)
      UPDATE sessions SET created_at = created_at + shift.by, rotated_at = rotated_at + shift.by,
        last_seen_at = last_seen_at + shift.by, idle_expires_at = idle_expires_at + shift.by,
        absolute_expires_at = absolute_expires_at + shift.by
      FROM shift WHERE id = $1 RETURNING now()::text AS now`,
      [this.sessionId, this.#stoodStillAt, seconds],
    )
    this.#stoodStillAt = rows[0]!.now
  }

  async row(): Promise<SessionRow & { created_at: Date; last_seen_at: Date }> {
    const { rows } = await pool.query<SessionRow & { created_at: Date; last_seen_at: Date }>(
      'SELECT * FROM sessions WHERE id = $1',
      [this.sessionId],
    )
    return rows[0]!
  }

  async countReuse(): Promise<number> {
    const { rowCount } = await pool.query(
      "SELECT 1 FROM audit_events WHERE session_id = $1 AND type = 'refresh_token_reuse'",
      [this.sessionId],
    )
    return rowCount ?? 0
  }

  noteEnded(): void {
    const at = performance.now()
    for (const accessToken of this.accessTokens) endedTokens.push({ accessToken, at })
  }

  /** Every generation is known beforehand, to whoever has the secret. */
  tokenOf(generation: number): string {
    while (this.tokens.length <= generation)
      this.tokens.push(successorOf(stack.authSecret, this.tokens.at(-1)!))
    return this.tokens[generation]!
  }

  expectAnswer(response: Response, expected: Answer): void {
    if (expected === 'refused') {
      expect(response.status).toBe(401)
      expectCookiesCleared(response)
      return
    }
    expect(response.status).toBe(200)
    expect(setCookieValue(response, 'gatehouse-session')).toBe(this.tokenOf(expected.generation))
    this.accessTokens.push(setCookieValue(response, 'gatehouse-access')!)
  }

  /** The row says what the model says, and the absolute limit has never moved. */
  async expectAgrees(model: SessionModel): Promise<void> {
    const row = await this.row()
    expect(row.token_hash).toEqual(hashOf(this.tokenOf(model.current)))
    if (model.current > 0)
      expect(row.previous_hash).toEqual(hashOf(this.tokenOf(model.current - 1)))
    expect(row.revoked_at !== null).toBe(model.end !== null)
    expect(await this.countReuse()).toBe(model.end === 'reused' ? 1 : 0)
    const seconds = (to: Date, from: Date) => (to.getTime() - from.getTime()) / 1_000
    expect(seconds(row.absolute_expires_at, row.created_at)).toBeCloseTo(absoluteSeconds, 1)
    const idle = seconds(row.idle_expires_at, row.created_at)
    expect(Math.abs(idle - (absoluteSeconds - model.absoluteLeft + model.idleLeft))).toBeLessThan(3)
    expect(seconds(row.rotated_at, row.last_seen_at)).toBeLessThan(300)
  }
}

type Command = fc.AsyncCommand<SessionModel, Site>

/** Runs between two instants of the session's own time. */
abstract class Step implements Command {
  check(_model: Readonly<SessionModel>): boolean {
    return true
  }

  async run(model: SessionModel, site: Site): Promise<void> {
    await site.pass(0)
    const wasEnded = model.end !== null
    await this.act(model, site)
    if (!wasEnded && model.end !== null) site.noteEnded()
    await site.expectAgrees(model)
  }

  protected abstract act(model: SessionModel, site: Site): Promise<void>
  abstract toString(): string
}

class Present extends Step {
  constructor(
    readonly back: number,
    readonly replica: number,
  ) {
    super()
  }
  override check(model: Readonly<SessionModel>) {
    return model.current >= this.back
  }
  protected async act(model: SessionModel, site: Site) {
    const generation = model.current - this.back
    const response = await refresh(sites[this.replica]!, site.tokenOf(generation))
    site.expectAnswer(response, model.present(generation))
  }
  toString = () => `present the token ${this.back} back at replica ${this.replica}`
}

class LoseResponse extends Step {
  constructor(readonly replica: number) {
    super()
  }
  protected async act(model: SessionModel, site: Site) {
    const generation = model.current
    const token = site.tokenOf(generation)
    await refresh(sites[this.replica]!, token)
    model.present(generation)
    const response = await refresh(sites[(this.replica + 1) % sites.length]!, token)
    site.expectAnswer(response, model.present(generation))
  }
  toString = () => `lose the answer of replica ${this.replica} and ask the next one`
}

class Race extends Step {
  constructor(
    readonly tabs: number,
    readonly withPrevious: boolean,
  ) {
    super()
  }
  // After the grace the predecessor is reuse, with or without a race.
  override check(model: Readonly<SessionModel>) {
    return !this.withPrevious || (model.current > 0 && model.isWithinGrace)
  }
  protected async act(model: SessionModel, site: Site) {
    const newest = model.current
    const generations = Array.from({ length: this.tabs }, (_, tab) =>
      this.withPrevious && tab % 2 === 1 ? newest - 1 : newest,
    )
    const answers = await Promise.all(
      generations.map((generation, tab) =>
        refresh(sites[tab % sites.length]!, site.tokenOf(generation)),
      ),
    )
    const expected = model.present(newest)
    for (const answer of answers) site.expectAnswer(answer, expected)
  }
  toString = () =>
    `race of ${this.tabs} tabs${this.withPrevious ? ', half a generation behind' : ''}`
}

/** The owner renews while something ends the session: whoever comes first, it is over in the end. */
class RaceWithEnd extends Step {
  constructor(readonly ending: 'thief' | 'sign-out') {
    super()
  }
  override check(model: Readonly<SessionModel>) {
    return model.isLive && (this.ending === 'sign-out' || model.current > 1)
  }
  protected async act(model: SessionModel, site: Site) {
    const token = site.tokenOf(model.current)
    const end = () =>
      this.ending === 'thief'
        ? refresh(sites[1]!, site.tokenOf(model.current - 2))
        : signOut(sites[1]!, token)
    const [own, ended, other] = await Promise.all([
      refresh(sites[0]!, token),
      end(),
      refresh(sites[2]!, token),
    ])
    expect(ended.status).toBe(this.ending === 'thief' ? 401 : 204)
    for (const { status } of [own, other]) expect([200, 401]).toContain(status)
    const hash = (await site.row()).token_hash
    if (hash.equals(hashOf(site.tokenOf(model.current + 1)))) model.present(model.current)
    for (const answer of [own, other])
      if (answer.status === 200) site.expectAnswer(answer, { generation: model.current })
    if (this.ending === 'thief') model.present(model.current - 2)
    else model.signOut()
    const late = await refresh(sites[0]!, site.tokenOf(model.current))
    site.expectAnswer(late, 'refused')
  }
  toString = () => `race of the owner with a ${this.ending}`
}

class Forge extends Step {
  constructor(readonly kind: 'another secret' | 'a changed character' | 'random bytes') {
    super()
  }
  protected async act(model: SessionModel, site: Site) {
    const genuine = site.tokenOf(model.current)
    const forgeries = {
      'another secret': mintRefreshToken(randomBytes(32).toString('base64'), site.sessionId),
      'a changed character':
        genuine.slice(0, 40) + (genuine[40] === 'A' ? 'B' : 'A') + genuine.slice(41),
      'random bytes': randomBytes(64).toString('base64url'),
    }
    site.expectAnswer(await refresh(sites[0]!, forgeries[this.kind]), 'refused')
  }
  toString = () => `forge: ${this.kind}`
}

function signOut(url: string, refreshToken: string, query = ''): Promise<Response> {
  const headers = { cookie: cookiesOf({ refreshToken }), 'x-csrf': '1' }
  return send(`${url}/auth/logout${query}`, { method: 'POST', headers })
}

class SignOut extends Step {
  constructor(readonly back: number) {
    super()
  }
  override check(model: Readonly<SessionModel>) {
    return model.current >= this.back
  }
  protected async act(model: SessionModel, site: Site) {
    const response = await signOut(sites[0]!, site.tokenOf(model.current - this.back))
    expect(response.status).toBe(204)
    model.signOut()
  }
  toString = () => `sign out with the token ${this.back} back`
}

class RevokeElsewhere extends Step {
  protected async act(model: SessionModel, site: Site) {
    const other = await plantSession(stack, { userId: site.userId })
    expect((await signOut(sites[1]!, other.refreshToken, '?everywhere=1')).status).toBe(204)
    model.signOut()
  }
  toString = () => 'sign out everywhere in another browser'
}

class SignInAgain implements Command {
  check(model: Readonly<SessionModel>) {
    return !model.isLive || model.current > 2
  }
  async run(model: SessionModel, site: Site) {
    await site.pass(0)
    const old = site.tokenOf(model.current)
    const jar = new CookieJar([['gatehouse-session', old]])
    await signIn(stack, { url: sites[1]!, jar })
    if (model.isLive) site.noteEnded()
    model.signOut()
    site.expectAnswer(await refresh(sites[2]!, old), 'refused')
    await site.expectAgrees(model)
    const refreshToken = jar.get('gatehouse-session')!
    const userId = await userOf(sessionIdOf(refreshToken))
    await site.hold(userId, refreshToken, jar.get('gatehouse-access')!)
    Object.assign(model, new SessionModel(), { age: 0 })
    await site.expectAgrees(model)
  }
  toString = () => 'sign in again in the same browser'
}

async function userOf(sessionId: string): Promise<string> {
  const { rows } = await pool.query<{ user_id: string }>(
    'SELECT user_id FROM sessions WHERE id = $1',
    [sessionId],
  )
  return rows[0]!.user_id
}

class Pass implements Command {
  constructor(readonly seconds: number) {}
  check(model: Readonly<SessionModel>) {
    return !model.isAmbiguousAfter(this.seconds)
  }
  async run(model: SessionModel, site: Site) {
    await site.pass(this.seconds)
    model.pass(this.seconds)
    await site.expectAgrees(model)
  }
  toString = () => `let ${this.seconds} s pass`
}

const replica = fc.nat(2)
const seconds = fc.constantFrom(
  1,
  10,
  20,
  26,
  26,
  34,
  34,
  34,
  290,
  310,
  3_600,
  86_400,
  604_790,
  604_810,
)
const commands = fc.commands(
  [
    fc
      .tuple(fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 3, 5), replica)
      .map((args) => new Present(...args)),
    fc.tuple(fc.integer({ min: 2, max: 12 }), fc.boolean()).map((args) => new Race(...args)),
    replica.map((index) => new LoseResponse(index)),
    seconds.map((step) => new Pass(step)),
    seconds.map((step) => new Pass(step)),
    fc
      .constantFrom('another secret', 'a changed character', 'random bytes' as const)
      .map((kind) => new Forge(kind as Forge['kind'])),
    fc.constantFrom('thief', 'sign-out').map((e) => new RaceWithEnd(e as RaceWithEnd['ending'])),
    fc.constantFrom(0, 1, 4).map((back) => new SignOut(back)),
    fc.constant(new RevokeElsewhere()),
    fc.constant(new SignInAgain()),
  ],
  { maxCommands: 40, size: '+1' },
)

test(
  'does what the model says, whatever happens in whatever order on whatever replica',
  { timeout: 120_000 * soakFactor },
  async () => {
    const steps = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        await fc.asyncModelRun(
          async () => ({ model: new SessionModel(), real: await new Site().begin() }),
          sequence,
        )
        for (const step of String(sequence).split(',').filter(Boolean)) {
          const kind = step.replace(/\d+|\[.*/g, '').trim()
          steps.set(kind, (steps.get(kind) ?? 0) + 1)
        }
      }),
      {
        numRuns: 40 * soakFactor,
        interruptAfterTimeLimit: 100_000 * soakFactor,
        markInterruptAsFailure: true,
      },
    )
    const latest = Math.max(...endedTokens.map(({ at }) => at))
    await setTimeout(Math.max(0, latest + 1_000 - performance.now()))
    for (const { accessToken } of endedTokens.slice(-60))
      await expectRefusedEverywhere(stack, accessToken)
    const total = [...steps.values()].reduce((sum, count) => sum + count, 0)
    console.info(`model: ${total} steps, ${endedTokens.length} access tokens of ended sessions`)
  },
)
