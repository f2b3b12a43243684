// Bodies that nobody asked for: a route that reads none must not stumble over one, and one that reads a form reads no
// more than a form's worth.
// Covers E15.
import { gzipSync } from 'node:zlib'
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { answerTo } from '../support/unscathed.ts'

const stack = inject('stack')
const json = 'application/json'
const form = 'application/x-www-form-urlencoded'
const bodies: [what: string, type: string | null, body: string | Buffer, coding?: string][] = [
  ['JSON ten thousand deep', json, '['.repeat(10_000)],
  ['a number beyond all', json, '{"n":1e999}'],
  ['a key twice', json, '{"return":"a","return":"page"}'],
  ['a prototype', json, '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'],
  ['a byte order mark', json, '\ufeff{}'],
  ['trailing data', json, '{}{}'],
  ['UTF-16', json, Buffer.from('{"a":1}', 'utf16le')],
  ['nothing', json, ''],
  ['null', json, 'null'],
  ['JSON called text', 'text/plain', '{"return":"page"}'],
  ['JSON called nothing', null, '{"return":"page"}'],
  ['JSON called by two names', `${json}, ${form}`, '{}'],
  ['an unknown charset', `${form}; charset=utf-7`, 'return=page'],
  [
    'a part without an end',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data',
  ],
  ['parts without a boundary', 'multipart/form-data', 'x'],
  ['a form squeezed', form, gzipSync('return=page&x='.padEnd(1_000_000, 'x')), 'gzip'],
  ['a form of broken signs', form, '%&=%ZZ&return=%FF%00'],
  [
    'XML with an entity',
    'application/xml',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  ],
]

function headersOf(type: string | null, body: string | Buffer, coding?: string) {
  return {
    'x-csrf': '1',
    'content-length': String(Buffer.byteLength(body)),
    ...(type && { 'content-type': type }),
    ...(coding && { 'content-encoding': coding }),
  }
}

test.each(bodies)('%s neither helps nor hurts a renewal', async (_, type, body, coding) => {
  for (const site of everySite(stack)) {
    const headers = headersOf(type, body, coding)
    const options = { method: 'POST', body: body as string }
    await expectProblem(
      await send(`${site}/auth/refresh`, { ...options, headers }),
      'unauthenticated',
    )
    const cookie = cookiesOf(await plantSession(stack))
    const renewed = await send(`${site}/auth/refresh`, {
      ...options,
      headers: { ...headers, cookie },
    })
    expect(renewed.status).toBe(200)
  }
})

test.each(bodies)(
  '%s at the sign-out is no 5xx, and nobody is half signed out',
  async (_, type, body, coding) => {
    for (const site of everySite(stack)) {
      const session = await plantSession(stack)
      const headers = { ...headersOf(type, body, coding), cookie: cookiesOf(session) }
      const response = await answerTo(`${site}/auth/logout`, {
        ...{ method: 'POST', body: body as string, headers },
      })
      const { revoked_at: revokedAt } = await readSession(stack, session.sessionId)
      expect(revokedAt !== null).toBe(response!.status < 400)
    }
  },
)

test.each([1_025, 100_000, 5_000_000])(
  'a form of %d bytes is too large, and is not read',
  async (length) => {
    for (const site of everySite(stack)) {
      const body = 'return=page&x='.padEnd(length, 'x')
      const response = await answerTo(`${site}/auth/logout`, {
        ...{ method: 'POST', body, headers: headersOf(form, body) },
      })
      if (response) await expectProblem(response, 'payload_too_large')
    }
  },
)

test('a form that says nothing of its length is nobody’s form', async () => {
  for (const site of everySite(stack)) {
    const headers = { 'x-csrf': '1', 'content-type': form, 'transfer-encoding': 'chunked' }
    const response = await send(`${site}/auth/logout`, {
      ...{ method: 'POST', body: 'return=page', headers },
    })
    await expectProblem(response, 'payload_too_large')
  }
})
