// RFC 9112 §9.3.2: requests sent on one connection before the first is answered are answered in their order, one at a time,
// and who sends more than anybody waits for, or leaves without reading, holds no file open and no answer in memory.
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, inject, test } from 'vitest'
import { everySite } from '../support/refusals.ts'
import { sitesWithFiles } from '../support/static-files.ts'

const stack = inject('stack')

function open(site: string): Socket {
  const { hostname, port } = new URL(site)
  return connect(Number(port), hostname)
}

const asked = (path: string, ...headers: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n')

test('answers in order, compressed files and pages alike', async () => {
  for (const [site, [file]] of sitesWithFiles(stack)) {
    const socket = open(site)
    const compressed = asked(file!.address, 'Accept-Encoding: br')
    const last = asked('/health/live', 'Connection: close')
    socket.write([asked('/login'), compressed, asked('/nowhere'), last].join(''))
    const answers = await text(socket)
    expect(answers.match(/HTTP\/1\.1 \d+/g)?.map((line) => line.slice(-3))).toEqual([
      '200',
      '200',
      '404',
      '200',
    ])
  }
})

test('ends a connection with more requests under way than anybody waits for', async () => {
  for (const site of everySite(stack)) {
    const socket = open(site)
    socket.on('error', () => {})
    let received = ''
    socket.on('data', (chunk) => (received += String(chunk)))
    socket.write(asked('/health/live').repeat(1_000))
    await new Promise((resolve) => socket.once('close', resolve))
    expect(received.match(/HTTP\/1\.1 200/g)?.length ?? 0).toBeLessThan(200)
  }
})
