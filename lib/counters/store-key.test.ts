import { beforeEach, describe, expect, it } from 'vitest'
import { randomSecret, setEnvironment } from '@/tests/support/unit-environment'

async function keyUnder(secret: string, purpose: string, subject: string): Promise<string> {
  setEnvironment({ AUTH_SECRET: secret })
  const { toStoreKey } = await import('./store-key')
  return toStoreKey(purpose, subject)
}

describe('the name of a counter in its store', () => {
  const secret = randomSecret()
  beforeEach(() => setEnvironment())

  it('is the same on every replica and tells purposes and subjects apart', async () => {
    const key = await keyUnder(secret, 'api-address', '203.0.113.7')
    expect(key).toMatch(/^[\w-]{24}$/)
    expect(await keyUnder(secret, 'api-address', '203.0.113.7')).toBe(key)
    expect(await keyUnder(secret, 'api-address', '203.0.113.8')).not.toBe(key)
    expect(await keyUnder(secret, 'risc-address', '203.0.113.7')).not.toBe(key)
    expect(await keyUnder(secret, 'api', '-address203.0.113.7')).not.toBe(key)
  })

  it('cannot be found without the secret by trying addresses', async () => {
    const key = await keyUnder(secret, 'api-address', '203.0.113.7')
    expect(await keyUnder(randomSecret(), 'api-address', '203.0.113.7')).not.toBe(key)
  })
})
