// The grace forgives the immediate predecessor alone, never a grandparent (django-oauth-toolkit#1617).
import { expect, inject, test } from 'vitest'
import {
  ageSession,
  countAuditEvents,
  plantSession,
  readSession,
} from '../support/planted-session.ts'
import { namedSites } from '../support/refusals.ts'
import { refresh, renewed } from '../support/renewal.ts'

const stack = inject('stack')

test.each(namedSites(stack))(
  'treats a grandparent inside the grace as reuse (%s)',
  async (_, site) => {
    const { refreshToken: first, sessionId } = await plantSession(stack)
    const { refreshToken: second } = await renewed(site, first)
    await ageSession(stack, sessionId, 31)
    const { refreshToken: third } = await renewed(site, second)
    expect(new Set([first, second, third]).size).toBe(3)

    // The third was minted a moment ago: this is inside the grace of the second, not of the first.
    expect((await refresh(site, first)).status).toBe(401)
    expect(await readSession(stack, sessionId)).toMatchObject({ revoked_reason: 'token_reuse' })
    expect(await countAuditEvents(stack, sessionId, 'refresh_token_reuse')).toBe(1)
    expect((await refresh(site, third)).status).toBe(401)
  },
)
