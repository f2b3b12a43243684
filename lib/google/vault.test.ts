import { beforeEach, describe, expect, it } from 'vitest'
import { decodeProtectedHeader } from 'jose'
import { randomSecret, requiredVariables, setEnvironment } from '@/tests/support/unit-environment'
import type { VaultField } from './vault'

const rawToken = 'ya29.a-token'
const ours = '01890000-0000-7000-8000-000000000001'
const theirs = '01890000-0000-7000-8000-000000000002'

async function seal(accountId = ours, field: VaultField = 'access_token') {
  const { sealGoogleToken } = await import('./vault')
  return sealGoogleToken(accountId, field, rawToken)
}

async function open(sealed: string, accountId = ours, field: VaultField = 'access_token') {
  const { openGoogleToken } = await import('./vault')
  return openGoogleToken(accountId, field, sealed)
}

beforeEach(() => {
  setEnvironment()
})

describe('a sealed Google token', () => {
  it('opens for its own account and field', async () => {
    expect(await open(await seal())).toEqual({ kind: 'opened', rawToken, isCurrentKey: true })
  })

  it('names its key and its purpose in the header', async () => {
    expect(decodeProtectedHeader(await seal())).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      kid: expect.stringMatching(/^[\w-]{8}$/) as string,
      pur: 'googleTokenVault',
      ctx: `account:${ours}:access_token`,
    })
  })

  it('is refused in the row of another account, and in another column', async () => {
    expect(await open(await seal(theirs))).toEqual({ kind: 'refused' })
    expect(await open(await seal(ours, 'refresh_token'))).toEqual({ kind: 'refused' })
  })

  it('is refused with any one bit flipped', async () => {
    const sealed = Buffer.from(await seal())
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed)
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      const { kind } = await open(flipped.toString('latin1'))
      const isSameBytes = flipped
        .toString('latin1')
        .split('.')
        .every((part, i) =>
          Buffer.from(part, 'base64url').equals(
            Buffer.from(sealed.toString().split('.')[i] ?? '', 'base64url'),
          ),
        )
      if (!isSameBytes) expect(kind, `bit ${bit}`).toBe('refused')
    }
  }, 30_000)

  it('opens under a former secret, and says that it is one', async () => {
    const sealed = await seal()
    const AUTH_SECRET_1 = requiredVariables.AUTH_SECRET
    setEnvironment({ AUTH_SECRET: randomSecret(), AUTH_SECRET_1 })
    expect(await open(sealed)).toEqual({ kind: 'opened', rawToken, isCurrentKey: false })
  })

  it('is told apart where its key is not here: another replica may be ahead', async () => {
    const sealed = await seal()
    setEnvironment({ AUTH_SECRET: randomSecret() })
    expect(await open(sealed)).toEqual({ kind: 'unknown_key' })
    expect(await open(sealed, theirs)).toEqual({ kind: 'refused' })
  })

  it.each(['', 'x', '....', 'eyJ9.a.b.c.d', `${Buffer.from('null').toString('base64url')}....`])(
    'is not %j',
    async (garbage) => expect(await open(garbage)).toEqual({ kind: 'refused' }),
  )

  it('has a fresh IV each time', async () => {
    const { sealGoogleToken } = await import('./vault')
    const ivs = new Set<string>()
    for (let i = 0; i < 10_000; i++)
      ivs.add((await sealGoogleToken(ours, 'access_token', 'x')).split('.')[2]!)
    expect(ivs.size).toBe(10_000)
  }, 30_000)
})
