// How long an access token lives on after its session was ended, over three replicas. The promise: no request that begins
// a second after the answer of the sign-out succeeds, on any replica, on any way in.
import { setTimeout } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession, type PlantedSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { soakFactor } from '../support/soak.ts'

const stack = inject('stack')
const sites = everySite(stack)
const atOnce = 5
const rounds = 25 * soakFactor
const promisedMs = 1_000

type WayIn = { path: string; headers: (session: PlantedSession) => Record<string, string> }

const waysIn: readonly WayIn[] = [
  { path: '/auth/me', headers: ({ accessToken }) => ({ authorization: `Bearer ${accessToken}` }) },
  {
    path: '/api/products',
    headers: (session) => ({
      cookie: cookiesOf({ accessToken: session.accessToken }),
      'x-csrf': '1',
    }),
  },
  {
    path: '/account',
    headers: (session) => ({ cookie: cookiesOf({ accessToken: session.accessToken }) }),
  },
  {
    path: '/account?_rsc=1',
    headers: (session) => ({ cookie: cookiesOf({ accessToken: session.accessToken }), rsc: '1' }),
  },
]

async function isAccepted(site: string, wayIn: WayIn, session: PlantedSession): Promise<boolean> {
  const headers = wayIn.headers(session)
  let response = await send(site + wayIn.path, { headers })
  const target = new URL(response.headers.get('location') ?? site, site)
  // Next sends the router on to the address with its own mark.
  if (target.pathname === '/account')
    response = await send(site + target.pathname + target.search, { headers })
  const body = await response.text()
  expect([200, 303, 307, 401]).toContain(response.status)
  // The router is sent to the login page inside an answer of 200, which then says nothing of the user.
  return response.status === 200 && (wayIn.path === '/api/products' || body.includes(session.email))
}

/** @returns milliseconds from the answer to the beginning of the last request that succeeded, and of the first refused */
async function watch(site: string, wayIn: WayIn, session: PlantedSession, answeredAt: number) {
  for (let lastAcceptedMs = 0; ;) {
    const begunMs = performance.now() - answeredAt
    if (!(await isAccepted(site, wayIn, session)))
      return { lastAcceptedMs, firstRefusedMs: begunMs }
    lastAcceptedMs = begunMs
    expect(begunMs).toBeLessThan(5_000)
    await setTimeout(10)
  }
}

async function endAndWatch(round: number) {
  const session = await plantSession(stack)
  const [ending, ...others] = sites.map((_, index) => sites[(index + round) % sites.length]!)
  const wayIn = waysIn[round % waysIn.length]!
  for (const site of sites) expect(await isAccepted(site, wayIn, session)).toBe(true)
  const headers = { cookie: cookiesOf(session), 'x-csrf': '1' }
  const answer = await send(`${ending}/auth/logout`, { method: 'POST', headers })
  const answeredAt = performance.now()
  expect(answer.status).toBe(204)
  const here = await watch(ending!, wayIn, session, answeredAt)
  expect(here.lastAcceptedMs, 'at once where it was ended').toBe(0)
  return Promise.all(others.map((site) => watch(site, wayIn, session, answeredAt)))
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!)
}

test(
  'an ended session is refused at once where it was ended, and within a second everywhere else',
  { timeout: 90_000 * soakFactor },
  async () => {
    const sights: { lastAcceptedMs: number; firstRefusedMs: number }[] = []
    for (let round = 0; round < rounds; round++) {
      const numbers = Array.from({ length: atOnce }, (_, index) => round * atOnce + index)
      sights.push(...(await Promise.all(numbers.map(endAndWatch))).flat())
    }
    const refused = sights.map(({ firstRefusedMs }) => firstRefusedMs)
    const accepted = sights.map(({ lastAcceptedMs }) => lastAcceptedMs)
    const figures = {
      endings: rounds * atOnce,
      sights: sights.length,
      refusedAfterMs: { p50: percentile(refused, 0.5), p99: percentile(refused, 0.99) },
      lastAcceptedMs: percentile(accepted, 1),
    }
    console.info(`revocation over three replicas: ${JSON.stringify(figures)}`)
    // To the millisecond and without a margin: a request is judged after it begins, by a list younger than a second.
    expect(Math.max(...accepted)).toBeLessThan(promisedMs)
  },
)
