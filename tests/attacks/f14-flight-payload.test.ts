// CVE-2025-55182 and CVE-2025-66478: a crafted Server Action payload once ran code while it was decoded. The gadget here
// only multiplies; its product must never come back, and nothing may be redirected by it.
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')
const product = String(41 * 271)
const boundary = 'gatehouse-boundary'

function partsOf(fields: Record<string, string>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--${boundary}--\r\n`
}

const prefix = `var r=41*271;throw Object.assign(new Error('NEXT_REDIRECT'),{digest:\`NEXT_REDIRECT;push;/login?a=\${r};307;\`});`
const gadgets: [name: string, fields: Record<string, string>][] = [
  [
    'a thenable from the prototype',
    {
      '0': JSON.stringify({
        ...{ then: '$1:__proto__:then', status: 'resolved_model', reason: -1 },
        value: '{"then":"$B1337"}',
        _response: {
          _prefix: prefix,
          _chunks: '$Q2',
          _formData: { get: '$1:constructor:constructor' },
        },
      }),
      '1': '"$@0"',
      '2': '[]',
    },
  ],
  ['a constructor', { '0': '["$1:a:constructor:constructor"]', '1': '{"a":"x"}' }],
  ['a reference to the prototype', { '0': '["$1:__proto__:constructor"]', '1': '{}' }],
  [
    'a server reference',
    { '0': '["$F1"]', '1': '{"id":"child_process#execSync","bound":["41*271"]}' },
  ],
  [
    'a bound action',
    { $ACTION_REF_0: '', '$ACTION_0:0': '{"id":"x","bound":"$@1"}', '$ACTION_0:1': '["$1"]' },
  ],
  ['itself', { '0': '"$@0"' }],
  ['a depth without end', { '0': '['.repeat(20_000) }],
]

test.each(gadgets)('a payload with %s runs nothing', async (_, fields) => {
  const session = await plantSession(stack)
  const body = partsOf(fields)
  for (const site of everySite(stack))
    for (const path of ['/', '/login', '/account', '/products'])
      for (const action of ['x', '4'.repeat(42), '__proto__', 'constructor', null]) {
        const response = await answerTo(site + path, {
          method: 'POST',
          headers: {
            cookie: cookiesOf(session),
            origin: stack.authUrl,
            'sec-fetch-site': 'same-origin',
            ...(action !== null && { 'next-action': action }),
            'content-type': `multipart/form-data; boundary=${boundary}`,
            'content-length': String(Buffer.byteLength(body)),
          },
          body,
        })
        const told = `${JSON.stringify([...response!.headers])}${await response!.text()}`
        expect(told).not.toContain(product)
        expect(response!.headers.get('x-action-redirect')).toBeNull()
        expect(response!.headers.get('location')).toBeNull()
      }
  expect((await readSession(stack, session.sessionId)).revoked_at).toBeNull()
})
