// RFC 7515 §4.1.2–4.1.6: a token may point to or carry a key; this site neither fetches nor believes it.
import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { forgeAccessToken, toSigningKey } from '../support/forge.ts'
import { plantSession } from '../support/planted-session.ts'
import { expectRefusedEverywhere } from '../support/refusals.ts'

const stack = inject('stack')
let asked = 0
const canary = http.createServer((_, response) => {
  asked++
  response.end('{}')
})

beforeAll(() => new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => canary.close(resolve)))

test.each(['jku', 'x5u', 'jwk', 'x5c'])(
  'refuses a token whose header brings its key by %s, and asks nobody for it',
  async (member) => {
    const { privateKey, publicKey, kid } = await toSigningKey(randomBytes(32))
    const url = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/keys`
    const values: Record<string, unknown> = {
      jku: url,
      x5u: url,
      jwk: publicKey.export({ format: 'jwk' }),
      x5c: [publicKey.export({ format: 'der', type: 'spki' }).toString('base64')],
    }
    const session = await plantSession(stack)
    for (const id of [kid, undefined]) {
      const header = { [member]: values[member], ...(id ? { kid: id } : {}) }
      const token = await forgeAccessToken(stack, session, { header, key: privateKey })
      await expectRefusedEverywhere(stack, token)
    }
    expect(asked).toBe(0)
  },
)
