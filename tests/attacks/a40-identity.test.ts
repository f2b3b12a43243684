// OpenID Connect Core §5.7; OWASP ASVS 5.0 §6.8.1 and §10.5.2: a user is (issuer, sub), whatever the address says.
import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { attemptSignIn, signIn } from '../support/login.ts'
import { queryDatabase } from '../support/query-database.ts'
import { expectRefusal, newStranger } from '../support/refused-login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

afterEach(() => google.reset())

interface Owner {
  user_id: string
  email: string
  role: string
}

async function ownerOf(subject: string): Promise<Owner | undefined> {
  const [owner] = await queryDatabase<Owner>(
    stack,
    `SELECT u.id AS user_id, u.email, u.role
     FROM accounts a JOIN users u ON u.id = a.user_id WHERE a.subject = $1`,
    [subject],
  )
  return owner
}

async function register(claims: Record<string, string | boolean>): Promise<void> {
  await google.set({ personas: { charlie: claims } })
  await signIn(stack, { persona: 'charlie' })
}

describe('a user', () => {
  it('stays the same with another e-mail address, and gets the new one', async () => {
    const person = newStranger()
    await register({ ...person })
    const first = await ownerOf(person.sub)
    const email = `${randomUUID()}@example.org`
    await register({ ...person, email })
    expect(await ownerOf(person.sub)).toEqual({ ...first, email })
  })

  it('is not handed to another account with the same e-mail address', async () => {
    const person = newStranger()
    await register({ ...person })
    const impostor = { ...newStranger(), email: person.email }
    await google.set({ personas: { charlie: impostor } })
    await expectRefusal(stack, 'email_in_use', () => attemptSignIn(stack, { persona: 'charlie' }))
    expect(await ownerOf(impostor.sub)).toBeUndefined()
  })

  it('is not handed to another account with the address in other letters', async () => {
    const person = newStranger()
    await register({ ...person })
    const impostor = { ...newStranger(), email: person.email.toUpperCase() }
    await google.set({ personas: { charlie: impostor } })
    await expectRefusal(stack, 'email_in_use', () => attemptSignIn(stack, { persona: 'charlie' }))
  })

  it('is not taken over by one who changes to its address later', async () => {
    const person = newStranger()
    const other = newStranger()
    await register({ ...person })
    await register({ ...other })
    const [first, second] = [await ownerOf(person.sub), await ownerOf(other.sub)]
    await google.set({ personas: { charlie: { ...other, email: person.email } } })
    await attemptSignIn(stack, { persona: 'charlie' })
    expect(await ownerOf(person.sub)).toEqual(first)
    expect((await ownerOf(other.sub))!.user_id).toBe(second!.user_id)
  })
})

describe('an e-mail address', () => {
  it.each([
    ['is not verified', { email_verified: false }, 'email_unverified'],
    ['says nothing of being verified', { email_verified: null }, 'email_unverified'],
    ['is verified in a word', { email_verified: 'false' }, 'email_unverified'],
    ['is verified in the word true', { email_verified: 'true' }, 'email_unverified'],
    ['is verified by a number', { email_verified: 1 }, 'email_unverified'],
    ['has a full-width at sign', { email: 'ada\uFF20example.com' }, 'sign_in_failed'],
    ['has a Cyrillic letter', { email: 'ad\u0430@example.com' }, 'sign_in_failed'],
    ['has a full-width letter', { email: '\uFF41da@example.com' }, 'sign_in_failed'],
    ['has a line feed', { email: 'ada@example.com\n' }, 'sign_in_failed'],
    ['has a NUL', { email: 'ada\0@example.com' }, 'sign_in_failed'],
    ['is two', { email: 'ada@example.com,eve@example.com' }, 'sign_in_failed'],
  ] as const)('is not believed where it %s', async (_, claims, code) => {
    await google.set({ personas: { charlie: { ...newStranger(), ...claims } } })
    await expectRefusal(stack, code, () => attemptSignIn(stack, { persona: 'charlie' }))
  })

  it("makes no administrator of one who has the administrator's address unverified", async () => {
    const impostor = { ...newStranger(), email: 'ada@example.com', email_verified: false }
    await google.set({ personas: { charlie: impostor } })
    await expectRefusal(stack, 'email_unverified', () =>
      attemptSignIn(stack, { persona: 'charlie' }),
    )
    expect(await ownerOf(impostor.sub)).toBeUndefined()
  })
})
