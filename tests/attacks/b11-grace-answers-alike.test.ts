// Within the grace a predecessor is answered with its one successor, so that no answer holds a dead token.
import { expect, inject, test } from 'vitest'
import { successorOf } from '../support/forge.ts'
import { ageSession, plantSession, readSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { renewed } from '../support/renewal.ts'

const stack = inject('stack')

test('answers a token with the same successor on every replica, and that successor lives', async () => {
  const session = await plantSession(stack)
  const expected = successorOf(stack.authSecret, session.refreshToken)
  for (const site of [...everySite(stack), ...everySite(stack)])
    expect((await renewed(site, session.refreshToken)).refreshToken).toBe(expected)
  const { rotated_at } = await readSession(stack, session.sessionId)
  for (const site of everySite(stack)) await renewed(site, expected)
  expect((await readSession(stack, session.sessionId)).rotated_at).toEqual(rotated_at)
  await ageSession(stack, session.sessionId, 31)
  await renewed(stack.replicaUrls[1], expected)
})

test('does not let repeated use of a predecessor prolong its grace', async () => {
  const session = await plantSession(stack)
  await renewed(stack.replicaUrls[0], session.refreshToken)
  await ageSession(stack, session.sessionId, 29)
  const before = await readSession(stack, session.sessionId)
  await renewed(stack.replicaUrls[1], session.refreshToken)
  expect(await readSession(stack, session.sessionId)).toEqual(before)
})
