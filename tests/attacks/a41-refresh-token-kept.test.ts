// Google hands out a refresh token at the first consent only: a later sign-in has none and must not lose the one kept.
import { afterEach, describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { attemptSignIn, signIn } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { expectRefusal, newStranger } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

interface Grant {
  sealed_access_token: string
  sealed_refresh_token: string
}

async function grantOf(subject: string): Promise<Grant> {
  const [grant] = await queryDatabase<Grant>(
    stack,
    'SELECT sealed_access_token, sealed_refresh_token FROM accounts WHERE subject = $1',
    [subject],
  )
  return grant!
}

describe('a stored refresh token', () => {
  it('outlives a later sign-in that brings none', async () => {
    const person = newStranger()
    await google.set({ personas: { charlie: { ...person } } })
    await signIn(stack, { persona: 'charlie' })
    const first = await grantOf(person.sub)
    expect(first.sealed_refresh_token).toBeTruthy()

    await google.set({ tokenResponse: { remove: ['refresh_token'] } })
    await signIn(stack, { persona: 'charlie' })
    const second = await grantOf(person.sub)
    expect(second.sealed_refresh_token).toBe(first.sealed_refresh_token)
    expect(second.sealed_access_token).not.toBe(first.sealed_access_token)
  })

  it('outlives a later sign-in that brings an empty one, which is refused', async () => {
    const person = newStranger()
    await google.set({ personas: { charlie: { ...person } } })
    await signIn(stack, { persona: 'charlie' })
    const first = await grantOf(person.sub)

    await google.set({ tokenResponse: { merge: { refresh_token: '' } } })
    await expectRefusal(stack, 'sign_in_failed', () => attemptSignIn(stack, { persona: 'charlie' }))
    expect(await grantOf(person.sub)).toEqual(first)
  })
})
