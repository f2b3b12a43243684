// A token is refused for its size before anything decodes it: no crash, no hang, whatever is in it.
import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { assembleToken } from '../support/forge.ts'
import { cookiesOf } from '../support/planted-session.ts'
import { everySite, expectRefusedEverywhere } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const header = { alg: 'EdDSA', typ: 'at+jwt' }
const depths = [
  ['lists', '['.repeat(3_500)],
  ['objects', '{"a":'.repeat(1_200)],
  ['closed lists', '['.repeat(1_500) + ']'.repeat(1_500)],
] as const

test.each(depths)('refuses a token of nested %s, as payload and as header', async (_, nested) => {
  await expectRefusedEverywhere(stack, assembleToken(header, nested))
  await expectRefusedEverywhere(stack, assembleToken(nested, {}))
})

test.each([4_097, 8_000, 12_000])('refuses a token of %d characters', async (length) => {
  const payload = randomBytes(length).toString('base64url').slice(0, length)
  await expectRefusedEverywhere(
    stack,
    `${payload.slice(0, 20)}.${payload.slice(42)}.${'A'.repeat(20)}`,
  )
})

test.each([64 * 1_024, 1_024 * 1_024])(
  'survives a token of %d bytes, as a Bearer and as a cookie',
  async (bytes) => {
    const accessToken = randomBytes(bytes).toString('hex').slice(0, bytes)
    for (const site of everySite(stack)) {
      const callers: Record<string, string>[] = [
        { authorization: `Bearer ${accessToken}` },
        { cookie: cookiesOf({ accessToken }), 'x-csrf': '1' },
      ]
      for (const headers of callers) {
        const outcome = await send(`${site}/auth/me`, { headers }).then(
          ({ status }) => status,
          // Node hangs up on headers beyond its limit, possibly before the client has finished writing.
          ({ code }: NodeJS.ErrnoException) => code,
        )
        expect([431, 'EPIPE', 'ECONNRESET']).toContain(outcome)
      }
      expect((await send(`${site}/health/live`)).status).toBe(200)
    }
  },
)
