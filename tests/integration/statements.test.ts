// What a request costs the database. The list of revoked sessions is asked for once a second by each process, however
// many requests there are, so it is counted apart.
import { expect, inject, test } from 'vitest'
import { send } from '../support/send.ts'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everyStatementDuring, isCounting, statementsDuring } from '../support/statement-log.ts'

const stack = inject('stack')
const revocationList = 'SELECT id FROM sessions WHERE revoked_at'
// What the account page shows has to be read; that it may be shown has not.
const shown = [
  /^SELECT id, user_agent AS/,
  /^SELECT id AS "accountId"/,
  /^SELECT id, type, user_id AS "userId".* FROM audit_events/s,
]

test.each([
  ['GET /auth/me', '/auth/me'],
  ['the guard of a page', '/account'],
  ['the guard of a page as the router asks for it', '/account?_rsc=1'],
])('%s costs no statement of its own', async (_, path) => {
  const session = await plantSession(stack)
  const headers = {
    cookie: cookiesOf(session),
    'x-csrf': '1',
    ...(path.includes('_rsc') && { rsc: '1' }),
  }
  const [site] = stack.replicaUrls
  let elapsedMs = 0
  const statements = await statementsDuring(stack, async () => {
    const startedAt = performance.now()
    for (let count = 0; count < 20; count++)
      expect((await send(site + path, { headers })).status).toBeLessThan(400)
    elapsedMs = performance.now() - startedAt
  })
  const lists = statements.filter((text) => text.startsWith(revocationList))
  const others = statements.filter((text) => !text.startsWith(revocationList))
  expect(others.filter((text) => !shown.some((pattern) => pattern.test(text)))).toEqual([])
  expect(others.length).toBeLessThanOrEqual(path.startsWith('/account') ? 20 * shown.length : 0)
  expect(lists.length).toBeLessThanOrEqual(1 + Math.ceil(elapsedMs / 1_000))
})

test(
  'a thousand guarded requests over three replicas cost one statement a second and replica at most',
  { timeout: 180_000 },
  async () => {
    const session = await plantSession(stack)
    const sites = [...stack.replicaUrls, stack.noMiddlewareUrl]
    const headers = { cookie: cookiesOf(session), 'x-csrf': '1' }
    const paths = ['/auth/me', '/account', '/account?_rsc=1']
    let elapsedMs = 0
    const statements = await statementsDuring(stack, async () => {
      const startedAt = performance.now()
      for (let round = 0; round < 100; round++)
        await Promise.all(
          Array.from({ length: 10 }, async (_, index) => {
            const path = paths[(round + index) % paths.length]!
            const response = await send(sites[index % sites.length]! + path, { headers })
            expect(response.status).toBe(200)
          }),
        )
      elapsedMs = performance.now() - startedAt
    })
    const lists = statements.filter((text) => text.startsWith(revocationList))
    const others = statements.filter((text) => !text.startsWith(revocationList))
    expect(others.filter((text) => !shown.some((pattern) => pattern.test(text)))).toEqual([])
    expect(lists.length).toBeLessThanOrEqual(sites.length * (1 + Math.ceil(elapsedMs / 1_000)))
    console.info(`1000 guarded requests in ${Math.round(elapsedMs)} ms: ${lists.length} lists read`)
  },
)

test('a hundred requests at once after a pause ask for the list of revoked sessions once', async () => {
  const { accessToken } = await plantSession(stack)
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  const headers = { authorization: `Bearer ${accessToken}` }
  let elapsedMs = 0
  const statements = await statementsDuring(stack, async () => {
    const startedAt = performance.now()
    await Promise.all(
      Array.from({ length: 100 }, () => send(`${stack.replicaUrls[0]}/auth/me`, { headers })),
    )
    elapsedMs = performance.now() - startedAt
  })
  expect(statements[0]).toContain(revocationList)
  expect(statements.length).toBeLessThanOrEqual(1 + Math.floor(elapsedMs / 1_000))
})

test('a request that is refused costs no statement', async () => {
  const statements = await statementsDuring(stack, async () => {
    for (const site of [...stack.replicaUrls, stack.noMiddlewareUrl]) {
      await send(`${site}/auth/me`)
      await send(`${site}/api/products`, { headers: { authorization: 'Bearer x' } })
      await send(`${site}/account`)
    }
  })
  expect(statements).toEqual([])
})

test('a sign-in that begins costs the count for its limit and nothing else', async () => {
  const statements = await everyStatementDuring(stack, () =>
    send(`${stack.replicaUrls[0]}/auth/google/login`),
  )
  expect(statements.map(isCounting)).toEqual([true])
})

test('forty requests of the API cost two counts for the limit of their user', async () => {
  const { accessToken } = await plantSession(stack)
  const headers = { authorization: `Bearer ${accessToken}` }
  const [site] = stack.replicaUrls
  const statements = await everyStatementDuring(stack, async () => {
    for (let count = 0; count < 40; count++)
      expect((await send(`${site}/api/products?limit=1`, { headers })).status).toBe(200)
  })
  const counts = statements.filter(isCounting).length
  // The address takes a hundred at a time; where its last portion ends is not known here.
  expect(counts).toBeGreaterThanOrEqual(2)
  expect(counts).toBeLessThanOrEqual(3)
})

test.each([
  ['/auth/me', { 'x-csrf': '1' }],
  ['/account', {}],
])('%s counts for no limit', async (path, proof) => {
  const session = await plantSession(stack)
  const headers = { cookie: cookiesOf(session), ...proof }
  const statements = await everyStatementDuring(stack, async () => {
    for (let count = 0; count < 10; count++) await send(stack.replicaUrls[0] + path, { headers })
  })
  expect(statements.filter(isCounting)).toEqual([])
})
