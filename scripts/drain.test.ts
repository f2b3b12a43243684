import { Agent, type IncomingMessage, type RequestListener, createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createDrain } from './drain.mjs'
import { frontDoor } from './front-door.mjs'

const agent = new Agent({ keepAlive: true })
const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()))

async function openServer({ cutOffMilliseconds = 5_000 } = {}) {
  const end = vi.fn()
  let release = () => {}
  const handle: RequestListener = (request, response) => {
    if (request.url === '/slow') release = () => response.end('slow')
    else response.end('ok')
  }
  const server = createServer(frontDoor(handle, 'http://localhost', () => drain.isDraining()))
  const drain = createDrain(server, { cutOffMilliseconds, end })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => server.closeAllConnections())
  const { port } = server.address() as AddressInfo
  const ask = (path: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, path, agent, host: '127.0.0.1' }, (response) => resolve(response.resume())).on(
        'error',
        reject,
      )
    })
  return { drain, end, ask, release: () => release() }
}

describe('a server that is told to go', () => {
  it('fails its readiness at once and serves everything else', async () => {
    const { drain, ask, end } = await openServer()
    expect((await ask('/health/ready')).statusCode).toBe(200)
    drain.drain(60_000)
    const readiness = await ask('/health/ready')
    expect(readiness.statusCode).toBe(503)
    expect(readiness.headers['retry-after']).toBe('5')
    expect((await ask('/health/live')).statusCode).toBe(200)
    expect(end).not.toHaveBeenCalled()
  })

  it('lets go of a connection with its next answer', async () => {
    const { drain, ask } = await openServer()
    expect((await ask('/')).headers.connection).toBe('keep-alive')
    drain.drain(60_000)
    expect((await ask('/')).headers.connection).toBe('close')
  })

  it('stops listening after the delay, and at once when it is hurried', async () => {
    const { drain, ask, end } = await openServer()
    await ask('/')
    drain.drain(60_000)
    drain.drain(0)
    await expect.poll(() => end.mock.calls.length).toBe(1)
    await expect(ask('/')).rejects.toThrow('ECONNREFUSED')
  })

  it('answers what is under way before it ends', async () => {
    const { drain, ask, end, release } = await openServer()
    const slow = ask('/slow')
    await ask('/')
    drain.drain(0)
    await expect(ask('/')).rejects.toThrow()
    expect(end).not.toHaveBeenCalled()
    release()
    expect((await slow).statusCode).toBe(200)
    await expect.poll(() => end.mock.calls.length).toBe(1)
  })

  it('cuts off what takes too long', async () => {
    const { drain, ask, end } = await openServer({ cutOffMilliseconds: 20 })
    ask('/slow').catch(() => undefined)
    await ask('/')
    drain.drain(0)
    await expect.poll(() => end.mock.calls.length).toBe(1)
  })
})
