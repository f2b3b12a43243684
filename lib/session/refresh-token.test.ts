import { createHash, randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { randomSecret, requiredVariables, setEnvironment } from '@/tests/support/unit-environment'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const former = requiredVariables.AUTH_SECRET
const sessionId = randomUUID()

const load = () => import('./refresh-token')

beforeEach(() => {
  setEnvironment()
})

describe('a refresh token', () => {
  it('opens to its session, and only its hash is to be stored', async () => {
    const { createRefreshToken, openRefreshToken } = await load()
    const token = await createRefreshToken(sessionId)
    expect(await openRefreshToken(token.rawToken)).toEqual(token)
    expect(token.sessionId).toBe(sessionId)
    expect(token.hash).toEqual(createHash('sha256').update(token.rawToken).digest())
  })

  it('is one of its own, ten thousand times, even for one session', async () => {
    const { createRefreshToken } = await load()
    const tokens = new Set<string>()
    for (let i = 0; i < 10_000; i++) tokens.add((await createRefreshToken(sessionId)).rawToken)
    expect(tokens.size).toBe(10_000)
  })

  it('is short, and needs no quoting in a cookie', async () => {
    const { createRefreshToken } = await load()
    expect((await createRefreshToken(sessionId)).rawToken).toMatch(/^[\w-]{86}$/)
  })

  it('is refused when any one character was changed', async () => {
    const { createRefreshToken, openRefreshToken } = await load()
    const { rawToken } = await createRefreshToken(sessionId)
    for (let at = 0; at < rawToken.length; at++)
      for (const character of alphabet)
        if (character !== rawToken[at])
          expect(
            await openRefreshToken(rawToken.slice(0, at) + character + rawToken.slice(at + 1)),
          ).toBeNull()
  })

  it('has one spelling: the same bytes written another way are refused', async () => {
    const { createRefreshToken, openRefreshToken } = await load()
    const { rawToken } = await createRefreshToken(sessionId)
    const bytes = Buffer.from(rawToken, 'base64url')
    const spellings = [...alphabet]
      .map((last) => rawToken.slice(0, -1) + last)
      .filter((text) => Buffer.from(text, 'base64url').equals(bytes))
    expect(spellings).toHaveLength(16)
    const opened = await Promise.all(spellings.map(openRefreshToken))
    expect(opened.filter(Boolean)).toHaveLength(1)
    for (const text of [bytes.toString('base64'), bytes.toString('hex'), `${rawToken}==`])
      expect(await openRefreshToken(text)).toBeNull()
  })

  it.each(['A', '=', ' ', '\n', '\0', '.', ';', '%00'])(
    'is refused with %j around it',
    async (extra) => {
      const { createRefreshToken, openRefreshToken } = await load()
      const { rawToken } = await createRefreshToken(sessionId)
      expect(await openRefreshToken(rawToken + extra)).toBeNull()
      expect(await openRefreshToken(extra + rawToken)).toBeNull()
    },
  )

  it('is refused cut short', async () => {
    const { createRefreshToken, openRefreshToken } = await load()
    const { rawToken } = await createRefreshToken(sessionId)
    for (let length = 0; length < rawToken.length; length++)
      expect(await openRefreshToken(rawToken.slice(0, length))).toBeNull()
  })

  it('is not any garbage, of the right length or not', async () => {
    const { openRefreshToken } = await load()
    const rightLength = fc
      .uint8Array({ minLength: 64, maxLength: 64 })
      .map((bytes) => Buffer.from(bytes).toString('base64url'))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), rightLength), async (text) => {
        expect(await openRefreshToken(text)).toBeNull()
      }),
    )
  })

  it('does not carry its signature over to another session or secret', async () => {
    const { createRefreshToken, openRefreshToken } = await load()
    const bytes = Buffer.from((await createRefreshToken(sessionId)).rawToken, 'base64url')
    const moved = Buffer.concat([randomBytes(16), bytes.subarray(16)])
    const guessed = Buffer.concat([bytes.subarray(0, 16), randomBytes(32), bytes.subarray(48)])
    expect(await openRefreshToken(moved.toString('base64url'))).toBeNull()
    expect(await openRefreshToken(guessed.toString('base64url'))).toBeNull()
  })

  it('opens under a former secret until that is removed', async () => {
    const { rawToken } = await (await load()).createRefreshToken(sessionId)
    const next = randomSecret()
    setEnvironment({ AUTH_SECRET: next, AUTH_SECRET_3: former })
    expect(await (await load()).openRefreshToken(rawToken)).toMatchObject({ sessionId })
    setEnvironment({ AUTH_SECRET: next })
    expect(await (await load()).openRefreshToken(rawToken)).toBeNull()
  })
})

describe('the successor of a refresh token', () => {
  it('is the same wherever and whenever it is derived', async () => {
    const { createRefreshToken, successorsOf } = await load()
    const token = await createRefreshToken(sessionId)
    const here = await successorsOf(token)
    setEnvironment()
    expect(await (await load()).successorsOf(token)).toEqual(here)
  })

  it('is a good token of the same session, new in every generation', async () => {
    const { createRefreshToken, openRefreshToken, successorsOf } = await load()
    let token = await createRefreshToken(sessionId)
    const seen = new Set([token.rawToken])
    for (let generation = 0; generation < 100; generation++) {
      ;[token] = await successorsOf(token)
      expect(token.sessionId).toBe(sessionId)
      expect(await openRefreshToken(token.rawToken)).toEqual(token)
      seen.add(token.rawToken)
    }
    expect(seen.size).toBe(101)
  })

  it('is not to be had without the secret', async () => {
    const { createRefreshToken, successorsOf } = await load()
    const token = await createRefreshToken(sessionId)
    const [ours] = await successorsOf(token)
    setEnvironment({ AUTH_SECRET: randomSecret() })
    const [theirs] = await (await load()).successorsOf(token)
    expect(theirs.rawToken).not.toBe(ours.rawToken)
  })

  it('is recognised by replicas on either side of a change of AUTH_SECRET', async () => {
    const { createRefreshToken, successorsOf } = await load()
    const token = await createRefreshToken(sessionId)
    const [before] = await successorsOf(token)
    const next = randomSecret()
    setEnvironment({ AUTH_SECRET: next, AUTH_SECRET_1: former })
    const [winner, ...others] = await (await load()).successorsOf(token)
    expect(others).toEqual([before])
    expect(winner.rawToken).not.toBe(before.rawToken)
    setEnvironment({ AUTH_SECRET: next })
    expect(await (await load()).openRefreshToken(winner.rawToken)).toMatchObject({ sessionId })
  })
})
