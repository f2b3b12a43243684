// The session API as an API client asks it, with a Bearer token.
import { expect } from 'vitest'
import type { PlantedSession } from './planted-session.ts'
import { send } from './send.ts'

export interface ListedSession {
  readonly id: string
  readonly device: string
  readonly truncated_address: string | null
  readonly created_at: string
  readonly last_seen_at: string
  readonly expires_at: string
  readonly current: boolean
}

type Actor = Pick<PlantedSession, 'accessToken'>

export function bearer({ accessToken }: Actor): { authorization: string } {
  return { authorization: `Bearer ${accessToken}` }
}

export async function listSessions(site: string, actor: Actor): Promise<ListedSession[]> {
  const response = await send(`${site}/auth/sessions`, { headers: bearer(actor) })
  expect(response.status).toBe(200)
  return ((await response.json()) as { sessions: ListedSession[] }).sessions
}

/** @param id what stands in the address, as it is */
export function endSession(site: string, actor: Actor, id: string): Promise<Response> {
  return send(`${site}/auth/sessions/${id}`, { method: 'DELETE', headers: bearer(actor) })
}

export function endOthers(site: string, actor: Actor): Promise<Response> {
  return send(`${site}/auth/sessions`, { method: 'DELETE', headers: bearer(actor) })
}
