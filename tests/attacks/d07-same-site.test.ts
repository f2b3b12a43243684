// Same-site is not same-origin (BFF draft §6.1.3.3.1): the origin is compared to the letter.
import { inject, test } from 'vitest'
import { expectUntrusted } from '../support/untouched.ts'

const stack = inject('stack')
const { host, hostname, port } = new URL(stack.authUrl)

test.each([
  `http://evil.${host}`,
  `https://${host}`,
  `http://${hostname}`,
  `http://${hostname}:${Number(port) + 1}`,
  `http://${host}.evil.example`,
  `http://${host}@evil.example`,
  `http://evil.example/${host}`,
  `http://${host}/`,
  `http://${host.toUpperCase()}`,
  `http://127.0.0.1:${port}`,
  `HTTP://${host}`,
  `${stack.authUrl}, ${stack.authUrl}`,
  `${stack.authUrl} `.concat('https://evil.example'),
  host,
  '*',
])('refuses the origin %s', async (origin) => {
  await expectUntrusted(stack, { origin })
})
