// The requests a foreign page can make without a preflight (Fetch standard, "CORS-safelisted").
import { inject, test } from 'vitest'
import { expectUntrusted } from '../support/untouched.ts'

const stack = inject('stack')
const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }

test.each([
  ['application/x-www-form-urlencoded', 'return=page'],
  ['text/plain', '{"return":"page"}'],
  [
    'multipart/form-data; boundary=b',
    '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
  ],
  ['application/json', '{}'],
])('refuses a foreign page’s post of %s', async (type, body) => {
  const headers = { ...elsewhere, 'content-type': type }
  await expectUntrusted(stack, headers, body)
})

test('refuses a foreign page’s post without a body', async () => {
  await expectUntrusted(stack, elsewhere)
  await expectUntrusted(stack, { origin: 'https://evil.example' })
})

test('refuses a foreign page’s beacon, and one that adds X-CSRF', async () => {
  await expectUntrusted(stack, {
    ...elsewhere,
    'sec-fetch-mode': 'no-cors',
    'content-type': 'text/plain',
  })
  await expectUntrusted(stack, { ...elsewhere, 'x-csrf': '1' })
})
