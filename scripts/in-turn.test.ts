import { type RequestListener, type ServerResponse, createServer } from 'node:http'
import { type AddressInfo, type Socket, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { inTurn } from './in-turn.mjs'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()))

/** A server behind `inTurn`, whose raw listener notes the answers that Node closes. */
async function openServer(handle: RequestListener) {
  const begun: ServerResponse[] = []
  const closed = vi.fn()
  const server = createServer(
    inTurn((request: Parameters<RequestListener>[0], response: ServerResponse) => {
      begun.push(response)
      void handle(request, response as Parameters<RequestListener>[1])
    }),
  )
  server.prependListener('request', (_, response) => response.once('close', closed))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => server.close().closeAllConnections())
  const open = (): Socket => connect((server.address() as AddressInfo).port, '127.0.0.1')
  return { begun, closed, open }
}

const asked = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
const lastAsked = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`

describe('requests of one connection', () => {
  it('are all answered, in their order, one after the other', async () => {
    let underWay = 0
    const { open } = await openServer((request, response) => {
      expect(++underWay).toBe(1)
      setImmediate(() => {
        underWay--
        response.end(`<${request.url}>`)
      })
    })
    const paths = Array.from({ length: 50 }, (_, index) => `/${index}`)
    const socket = open()
    socket.write(paths.map(asked).join('') + lastAsked('/last'))
    const answers = (await text(socket)).match(/<[^>]+>/g)
    expect(answers).toEqual([...paths, '/last'].map((path) => `<${path}>`))
  })

  it('are not begun once the connection is closed, and all are told of its end', async () => {
    const { begun, closed, open } = await openServer((_, response) => response.write('begun'))
    const socket = open()
    socket.write(asked('/').repeat(20))
    await expect.poll(() => begun.length).toBe(1)
    socket.resetAndDestroy()
    await expect.poll(() => closed.mock.calls.length).toBe(20)
    expect(begun.length).toBe(1)
  })

  it('are not begun after an answer that ends the connection', async () => {
    const { begun, closed, open } = await openServer((_, response) =>
      response.setHeader('connection', 'close').end('<last>'),
    )
    const socket = open()
    socket.write(asked('/').repeat(5))
    expect((await text(socket)).match(/<last>/g)).toHaveLength(1)
    await expect.poll(() => closed.mock.calls.length).toBe(5)
    expect(begun.length).toBe(1)
  })

  it('end with the connection when there are more than anybody waits for', async () => {
    const { begun, open } = await openServer((_, response) => response.write('begun'))
    const socket = open()
    socket.on('error', () => {})
    socket.write(asked('/').repeat(200))
    await new Promise((resolve) => socket.resume().once('close', resolve))
    expect(begun.length).toBe(1)
  })

  it('do not wait for those of another', async () => {
    const { open } = await openServer((request, response) => {
      if (request.url === '/slow') response.write('begun')
      else response.end('<quick>')
    })
    const slow = open()
    slow.write(asked('/slow'))
    await new Promise((resolve) => slow.once('data', resolve))
    const quick = open()
    quick.write(lastAsked('/quick'))
    expect(await text(quick)).toContain('<quick>')
    slow.destroy()
  })
})
