import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeProtectedHeader } from 'jose'
import { expect, it } from 'vitest'
import { TestClient } from './client-for-tests.ts'

async function withClient(use: (rp: TestClient) => Promise<void>, dataPath?: string) {
  const rp = await TestClient.start(dataPath)
  try {
    await use(rp)
  } finally {
    await rp.google.close()
  }
}

it('signs with a new key after a rotation and still publishes the former one', async () => {
  await withClient(async (rp) => {
    const { id_token: before } = await rp.getTokens('grace')
    await rp.control('POST', 'rotate-keys')
    const { id_token: after } = await rp.getTokens('grace')
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid)
    await expect(rp.verify(before)).resolves.toBeDefined()
    await expect(rp.verify(after)).resolves.toBeDefined()
  })
})

it('takes the former key out of the JWKS when it is retired', async () => {
  await withClient(async (rp) => {
    const { id_token: before } = await rp.getTokens('grace')
    await rp.control('POST', 'rotate-keys', { retire: true })
    await expect(rp.verify(before)).rejects.toThrow()
  })
})

it('keeps keys, grants and tokens over a restart with a data folder', async () => {
  const dataPath = await mkdtemp(join(tmpdir(), 'local-google-'))
  try {
    let idToken = ''
    let refreshToken = ''
    await withClient(async (rp) => {
      const tokens = await rp.getTokens('grace', { access_type: 'offline' })
      idToken = tokens.id_token
      refreshToken = tokens.refresh_token ?? ''
    }, dataPath)
    await withClient(async (rp) => {
      const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
      expect((await rp.askToken(form)).status).toBe(200)
      expect((await rp.login('grace')).consentShown).toBe(false)
      const { id_token: later } = await rp.getTokens('grace')
      expect(decodeProtectedHeader(later).kid).toBe(decodeProtectedHeader(idToken).kid)
    }, dataPath)
    for (const name of await readdir(dataPath)) {
      expect((await stat(join(dataPath, name))).mode & 0o077).toBe(0)
    }
  } finally {
    await rm(dataPath, { recursive: true })
  }
})
