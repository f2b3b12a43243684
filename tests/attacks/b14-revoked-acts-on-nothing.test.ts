// B14, what cannot be taken back: the list of revoked sessions may be a second old, which is enough to read. A session that
// ended within that second deletes no account and withdraws no grant, wherever it ended.
import { beforeEach, expect, inject, it } from 'vitest'
import { countRowsOf, ownPage, postDeletion } from '../support/account-deletion.ts'
import { type PlantedSession, cookiesOf, plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const sites = [...stack.replicaUrls, stack.noMiddlewareUrl]

let session: PlantedSession
beforeEach(async () => {
  session = await plantSession(stack)
})

/** Has the replica read the list, then ends the session where this replica does not hear of it. */
async function endUnheard(site: string, statement: string): Promise<void> {
  const headers = { authorization: `Bearer ${session.accessToken}` }
  expect((await send(`${site}/auth/me`, { headers })).status).toBe(200)
  await queryDatabase(stack, statement, [session.userId])
}

it.each(sites.flatMap((site) => ['sessions', 'users'].map((table) => [site, table] as const)))(
  'a deletion at %s finds the session over by the row in %s',
  async (site, table) => {
    const statement =
      table === 'sessions'
        ? 'UPDATE sessions SET revoked_at = now() WHERE user_id = $1'
        : 'UPDATE users SET disabled_at = now() WHERE id = $1'
    await endUnheard(site, statement)
    const response = await postDeletion(site, session)
    expect(response.status).toBe(303)
    expect(new URL(response.headers.get('location')!).pathname).toBe('/login')
    expect(await countRowsOf(stack, session.userId)).toMatchObject({ users: 1, sessions: 1 })
  },
)

it.each(sites)('a disconnect at %s is refused', async (site) => {
  await endUnheard(site, 'UPDATE sessions SET revoked_at = now() WHERE user_id = $1')
  const headers = { ...ownPage, cookie: cookiesOf(session), 'content-length': '0' }
  const response = await send(`${site}/auth/google/disconnect`, { method: 'POST', headers })
  expect(response.status).toBe(401)
})
