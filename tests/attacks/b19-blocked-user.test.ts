// OWASP ASVS 7.4.2: a user who is blocked in the middle of a session is refused from then on.
import { expect, inject, test } from 'vitest'
import { plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { expectRefusedEverywhere } from '../support/refusals.ts'
import { refresh } from '../support/renewal.ts'

const stack = inject('stack')

test('refuses the access token within a second and the refresh token at once', async () => {
  const session = await plantSession(stack)
  await queryDatabase(stack, 'UPDATE users SET disabled_at = now() WHERE id = $1', [session.userId])
  const blockedAt = performance.now()
  expect((await refresh(stack.replicaUrls[0], session.refreshToken)).status).toBe(401)
  await new Promise((resolve) => setTimeout(resolve, 1_000 - (performance.now() - blockedAt)))
  await expectRefusedEverywhere(stack, session.accessToken)
})
