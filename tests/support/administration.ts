// An administrator with a live session, and what they do as their browser would ask for it.
import { randomUUID } from 'node:crypto'
import { forgeAccessToken } from './forge.ts'
import { type PlantedSession, cookiesOf, plantSession } from './planted-session.ts'
import { queryDatabase } from './query-database.ts'
import { send } from './send.ts'
import { actionRequest, listActions } from './server-actions.ts'
import type { StackAddresses } from './stack/addresses.ts'

type Stack = Pick<
  StackAddresses,
  'databaseUrl' | 'authUrl' | 'authSecret' | 'noMiddlewareUrl' | 'replicaUrls'
>

/** By the database and by the access token, unless the token is to say something else. */
export async function plantAdmin(
  stack: Stack,
  claimedRole: 'admin' | 'user' = 'admin',
): Promise<PlantedSession> {
  const session = await plantSession(stack)
  await setRole(stack, session.userId, 'admin')
  const claims = { role: claimedRole, email: session.email }
  return { ...session, accessToken: await forgeAccessToken(stack, session, { claims }) }
}

export async function setRole(
  stack: Pick<StackAddresses, 'databaseUrl'>,
  userId: string,
  role: 'admin' | 'user',
): Promise<void> {
  await queryDatabase(stack, 'UPDATE users SET role = $2::role WHERE id = $1', [userId, role])
}

export function adminPages(userId: string = randomUUID()): string[] {
  return ['/admin', `/admin?q=${userId}`, '/admin/audit', `/admin/users/${userId}`]
}

export function visitAs(
  session: Pick<PlantedSession, 'accessToken' | 'refreshToken'>,
  address: string,
): Promise<Response> {
  return send(address, { headers: { cookie: cookiesOf(session) } })
}

/** Without its markup: a line may end within an address, which is then not in one piece. */
export function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '')
}

export type ActName = 'blockUserAction' | 'endUserSessionAction' | 'endSessionAction'

/** Posts an action from the site's own page unless `caller` says otherwise. */
export function act(
  stack: Stack,
  actor: Pick<PlantedSession, 'accessToken' | 'refreshToken'> | null,
  name: ActName,
  fields: Record<string, string>,
  {
    site = stack.replicaUrls[0],
    path = '/admin',
    caller = { origin: stack.authUrl, 'sec-fetch-site': 'same-origin' } as Record<string, string>,
  } = {},
): Promise<Response> {
  const id = listActions(stack, site).get(name)
  if (!id) throw new Error(`no action ${name}`)
  const headers = { ...caller, ...(actor && { cookie: cookiesOf(actor) }) }
  return send(site + path, actionRequest(id, fields, headers))
}

/** What the action answered to its own page: the first line that is a plain string. */
export async function outcomeOf(response: Response): Promise<string | null> {
  const text = await response.text()
  return /^\d+:(?:\{"a":"\$@\d+".*\n)?/.test(text)
    ? (/^1:"([a-z_]+)"/m.exec(text)?.[1] ?? null)
    : null
}

export interface EventRow {
  readonly type: string
  readonly session_id: string | null
  readonly actor_session_id: string | null
  readonly reason: string | null
  readonly truncated_address: string | null
}

export function eventsOf(
  stack: Pick<StackAddresses, 'databaseUrl'>,
  userId: string,
): Promise<EventRow[]> {
  return queryDatabase<EventRow>(
    stack,
    `SELECT type, session_id, actor_session_id, reason, truncated_address FROM audit_events
     WHERE user_id = $1 ORDER BY created_at, type DESC, session_id`,
    [userId],
  )
}
