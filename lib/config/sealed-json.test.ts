import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { CompactEncrypt } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { randomSecret, requiredVariables, setEnvironment } from '@/tests/support/unit-environment'
import type { KeyPurpose } from './secrets'

const context = 'account:1:refresh_token'
const value = { token: 'ünïcode', n: [1, null, true] }

async function seal(purpose: KeyPurpose = 'googleTokenVault', of: unknown = value) {
  const { sealJson } = await import('./sealed-json')
  return sealJson(purpose, context, of)
}

async function open(sealed: string, purpose: KeyPurpose = 'googleTokenVault', within = context) {
  const { openJson } = await import('./sealed-json')
  return openJson(purpose, within, sealed)
}

beforeEach(() => {
  setEnvironment()
})

describe('a sealed value', () => {
  it('opens to what was sealed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (json) => {
        const expected: unknown = JSON.parse(JSON.stringify(json))
        expect(await open(await seal('googleTokenVault', json))).toEqual(expected)
      }),
    )
  })

  it('shows nothing of itself and is never the same twice', async () => {
    const [first, second] = [await seal(), await seal()]
    expect(first).not.toBe(second)
    expect(Buffer.from(first.split('.')[3]!, 'base64url').toString()).not.toContain('token')
  })

  it.each(['account:2:refresh_token', 'account:1:access_token', '', `${context} `])(
    'does not open in the context %j',
    async (other) => {
      expect(await open(await seal(), 'googleTokenVault', other)).toBeNull()
    },
  )

  it('does not open for another purpose', async () => {
    expect(await open(await seal(), 'loginTransaction')).toBeNull()
    expect(await open(await seal('accountHint'))).toBeNull()
  })

  it('does not open when any one character was changed', async () => {
    const sealed = await seal()
    for (let at = 0; at < sealed.length; at++) {
      // The fourth neighbour in the alphabet differs in more than the spare bits of a last character.
      const other = sealed[at] === 'A' ? 'Q' : 'A'
      const parts = [sealed.slice(0, at), other, sealed.slice(at + 1)]
      const changed = parts.join('')
      const isSameBytes = changed
        .split('.')
        .every((part, i) =>
          Buffer.from(part, 'base64url').equals(
            Buffer.from(sealed.split('.')[i] ?? '', 'base64url'),
          ),
        )
      if (!isSameBytes) expect(await open(changed), `character ${at}`).toBeNull()
    }
  })

  it('is not any garbage', async () => {
    const garbage = fc.oneof(
      fc.string(),
      fc.array(fc.base64String(), { minLength: 5, maxLength: 5 }).map((parts) => parts.join('.')),
    )
    await fc.assert(
      fc.asyncProperty(garbage, async (text) => {
        expect(await open(text)).toBeNull()
      }),
    )
  })

  it('is not one that another key or another algorithm sealed', async () => {
    const { subkeys } = await import('./secrets')
    const [key] = await subkeys('googleTokenVault')
    const plaintext = new TextEncoder().encode(JSON.stringify(value))
    const sealWith = (header: { alg: string; enc: string }, under: Uint8Array) =>
      new CompactEncrypt(plaintext).setProtectedHeader({ ...header, ctx: context }).encrypt(under)

    expect(await open(await sealWith({ alg: 'dir', enc: 'A256GCM' }, key))).toEqual(value)
    expect(await open(await sealWith({ alg: 'dir', enc: 'A256GCM' }, randomBytes(32)))).toBeNull()
    expect(await open(await sealWith({ alg: 'A256KW', enc: 'A256GCM' }, key))).toBeNull()
    expect(await open(await sealWith({ alg: 'dir', enc: 'A128CBC-HS256' }, key))).toBeNull()
  })

  it('opens under a former secret until that is removed', async () => {
    const sealed = await seal()
    const next = randomSecret()
    setEnvironment({ AUTH_SECRET: next, AUTH_SECRET_2: requiredVariables.AUTH_SECRET })
    expect(await open(sealed)).toEqual(value)
    setEnvironment({ AUTH_SECRET: next })
    expect(await open(sealed)).toBeNull()
  })

  it('is sealed under the current secret only', async () => {
    const next = randomSecret()
    setEnvironment({ AUTH_SECRET: next, AUTH_SECRET_1: requiredVariables.AUTH_SECRET })
    const sealed = await seal()
    setEnvironment()
    expect(await open(sealed)).toBeNull()
    setEnvironment({ AUTH_SECRET: next })
    expect(await open(sealed)).toEqual(value)
  })
})
