import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { randomSecret, setEnvironment } from '@/tests/support/unit-environment'

const rawToken = '1//0gAbCdEfGhIjKlMnOpQrStUvWxYz'
const [former, present] = [randomSecret(), randomSecret()]

function sha512(bytes: string | Buffer): Buffer {
  return createHash('sha512').update(bytes).digest()
}

async function load(environment: Parameters<typeof setEnvironment>[0]) {
  setEnvironment(environment)
  return import('./refresh-token-index')
}

let index: Awaited<ReturnType<typeof load>>
beforeEach(async () => {
  index = await load({ AUTH_SECRET: former })
})

describe('the index of a refresh token', () => {
  it('finds it by its double digest, in either alphabet of base64', async () => {
    const { refreshTokenDigest } = await index.toRefreshTokenIndex(rawToken)
    const digest = sha512(sha512(rawToken))
    for (const encoding of ['base64', 'base64url'] as const) {
      const identifier = digest.toString(encoding)
      const lookup = await index.toTokenLookup('hash_base64_sha512_sha512', identifier)
      expect(lookup).toEqual({ digest: refreshTokenDigest })
    }
  })

  it('finds it by its first sixteen characters, and no fewer or more', async () => {
    const { refreshTokenPrefixMac } = await index.toRefreshTokenIndex(rawToken)
    const lookup = await index.toTokenLookup('prefix', rawToken.slice(0, 16))
    expect(lookup).toEqual({ prefixMacs: [refreshTokenPrefixMac] })
    for (const length of [0, 4, 15, 17])
      expect(await index.toTokenLookup('prefix', rawToken.slice(0, length))).toBeNull()
  })

  it('finds a prefix that was indexed under a former secret', async () => {
    const { refreshTokenPrefixMac } = await index.toRefreshTokenIndex(rawToken)
    const later = await load({ AUTH_SECRET: present, AUTH_SECRET_1: former })
    const lookup = await later.toTokenLookup('prefix', rawToken.slice(0, 16))
    expect(lookup).toEqual({ prefixMacs: [expect.any(Buffer), refreshTokenPrefixMac] })
  })

  it('tells nothing to somebody without the secret', async () => {
    const mine = await index.toRefreshTokenIndex(rawToken)
    const other = await load({ AUTH_SECRET: present })
    const theirs = await other.toRefreshTokenIndex(rawToken)
    expect(mine.refreshTokenPrefixMac).not.toEqual(theirs.refreshTokenPrefixMac)
  })

  it.each([
    ['hash_base64_sha512_sha512', 'garbage'],
    ['hash_base64_sha512_sha512', ''],
    ['hash_base64_sha512_sha512', sha512('').subarray(0, 63).toString('base64')],
    ['plain', rawToken],
    ['', rawToken],
  ])('knows no token that %s names as %s', async (algorithm, identifier) => {
    expect(await index.toTokenLookup(algorithm, identifier)).toBeNull()
  })
})
