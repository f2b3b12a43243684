// RFC 7515 §3.1, §7.1: the compact serialisation in its one canonical spelling, and nothing like it.
import { beforeAll, expect, inject, test } from 'vitest'
import { plantSession } from '../support/planted-session.ts'
import { everySite, expectProblem, expectRefusedEverywhere } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
let token: string
let parts: [string, string, string]

beforeAll(async () => {
  token = (await plantSession(stack)).accessToken
  parts = token.split('.') as typeof parts
})

// The last character of 64 bytes carries four spare bits: three more spellings decode to the same bytes.
function respelled(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1)!) + 1]
}

test.each<[string, () => string]>([
  ['one part', () => parts[0]],
  ['two parts', () => `${parts[0]}.${parts[1]}`],
  ['four parts', () => `${token}.${parts[2]}`],
  ['five parts', () => `${token}.${parts[1]}.${parts[2]}`],
  ['six parts', () => `${token}.${token}`],
  ['a dot behind', () => `${token}.`],
  ['a dot before', () => `.${token}`],
  ['an empty payload', () => `${parts[0]}..${parts[2]}`],
  ['padding on the signature', () => `${token}==`],
  ['padding on the payload', () => `${parts[0]}.${parts[1]}=.${parts[2]}`],
  ['another spelling of the signature', () => `${parts[0]}.${parts[1]}.${respelled(parts[2])}`],
  ['the other base64 alphabet', () => `${parts[0]}.${parts[1]}.${'+/'.repeat(43)}`],
  ['a percent sign', () => token.replace('.', '%2e')],
  ['two tokens', () => `${token},${token}`],
  ['a tilde behind', () => `${token}~`],
])('refuses a token with %s', async (_, spell) => {
  await expectRefusedEverywhere(stack, spell())
})

test('refuses the JSON serialisations', async () => {
  const [header, payload, signature] = parts
  const flattened = JSON.stringify({ protected: header, payload, signature })
  const general = JSON.stringify({ payload, signatures: [{ protected: header, signature }] })
  for (const site of everySite(stack))
    for (const text of [flattened, general, `{${token}}`]) {
      const response = await send(`${site}/auth/me`, {
        headers: { authorization: `Bearer ${text}` },
      })
      expect(response.status).toBe(401)
      await expectProblem(response, 'invalid_token')
    }
})
