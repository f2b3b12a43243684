// What reaches the server besides ordinary requests: upgrades, absolute targets, odd methods.
import { connect } from 'node:net'
import { expect, inject, test } from 'vitest'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls

function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(site).port), '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.setTimeout(5_000, () => socket.destroy(new Error('never answered')))
    socket.on('data', (chunk) => {
      answer += String(chunk)
      if (answer.includes('\r\n\r\n')) socket.destroy()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

test('answers an upgrade like any other request, and keeps no connection for it', async () => {
  const head =
    'GET /products HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
  expect(await exchange(head)).toMatch(/^HTTP\/1\.1 303 /)
})

test.each(['http://evil.example/account', '*', '//evil.example/%2e%2e/account'])(
  'refuses the target %s',
  async (rawTarget) => expect((await send(site, { rawTarget })).status).toBe(400),
)

test.each(['PUT', 'PATCH', 'DELETE'])('pages do not answer %s', async (method) => {
  const response = await send(`${site}/login`, {
    method,
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  await expect(response).toBeProblem('method_not_allowed')
  expect(response.headers.get('allow')).toBe('GET, HEAD, POST')
})
