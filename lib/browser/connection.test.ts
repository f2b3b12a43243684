import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Connection } from './connection'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

type Answer = number | 'fails' | 'hangs'

function openPage() {
  const network = { isOnline: true, answer: 200 as Answer, isVisible: true, probes: 0 }
  const states: string[] = []
  function hang(signal: AbortSignal | null | undefined): Promise<Response> {
    return new Promise((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason as Error)),
    )
  }
  const connection = new Connection({
    fetch(input, init) {
      if (input === '/health/live') network.probes += 1
      if (network.answer === 'hangs') return hang(init?.signal)
      if (network.answer === 'fails') return Promise.reject(new TypeError('Failed to fetch'))
      return Promise.resolve(new Response(null, { status: network.answer }))
    },
    isOnline: () => network.isOnline,
    isVisible: () => network.isVisible,
    startTimer(task, milliseconds) {
      const timer = setTimeout(task, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  connection.subscribe(() => states.push(connection.getState()))
  const call = () =>
    connection.fetch('/api/products').then(
      ({ status }) => status,
      (error: Error) => error.name,
    )
  return { network, connection, states, call }
}

describe('a page', () => {
  it('is told at once when the browser goes offline, and when it is back', async () => {
    const { network, connection, states } = openPage()
    Object.assign(network, { isOnline: false, answer: 'fails' })
    connection.hear()
    expect(states).toEqual(['offline'])
    Object.assign(network, { isOnline: true, answer: 200 })
    connection.hear()
    await pass(0)
    expect(states).toEqual(['offline', 'online'])
  })

  it('does not believe that it is back before something answers', async () => {
    const { network, connection, states } = openPage()
    Object.assign(network, { isOnline: false, answer: 'fails' })
    connection.hear()
    network.isOnline = true
    connection.hear()
    await pass(0)
    expect(states).toEqual(['offline', 'unreachable'])
  })

  it('finds the server out of reach though the browser says that it is online', async () => {
    const { network, states, call } = openPage()
    network.answer = 'fails'
    expect(await call()).toBe('TypeError')
    await pass(0)
    expect(states).toEqual(['unreachable'])
  })

  it.each([502, 504])('takes a gateway’s %d for a server that is gone', async (status) => {
    const { network, states, call } = openPage()
    network.answer = status
    expect(await call()).toBe(status)
    await pass(0)
    expect(states).toEqual(['unreachable'])
  })

  it.each([200, 401, 404, 429, 500, 503])(
    'takes a %d for what it is: an answer',
    async (status) => {
      const { network, states, call } = openPage()
      network.answer = status
      expect(await call()).toBe(status)
      await pass(60)
      expect(states).toEqual([])
      expect(network.probes).toBe(0)
    },
  )

  it('makes nothing of one request that failed by itself', async () => {
    const { network, states, call } = openPage()
    network.answer = 'fails'
    const failed = call()
    network.answer = 200
    await failed
    await pass(60)
    expect(states).toEqual([])
    expect(network.probes).toBe(1)
  })

  it('makes nothing of a request that was given up', async () => {
    const { network, connection, states } = openPage()
    network.answer = 'hangs'
    const abort = new AbortController()
    const given = connection.fetch('/api/products', { signal: abort.signal })
    abort.abort()
    await expect(given).rejects.toMatchObject({ name: 'AbortError' })
    await pass(60)
    expect(states).toEqual([])
    expect(network.probes).toBe(0)
  })

  it('asks again by itself, less and less often, until there is an answer', async () => {
    const { network, states, call } = openPage()
    network.answer = 'fails'
    await call()
    await pass(0)
    const askedAt: number[] = []
    const begin = Date.now()
    for (let second = 0, before = network.probes; second < 120; second += 1) {
      await pass(1)
      if (network.probes > before) askedAt.push(Math.round((Date.now() - begin) / 1000))
      before = network.probes
    }
    expect(askedAt).toEqual([2, 6, 14, 30, 60, 90, 120])
    network.answer = 200
    await pass(30)
    expect(states).toEqual(['unreachable', 'online'])
    const { probes } = network
    await pass(300)
    expect(network.probes).toBe(probes)
  })

  it('that nobody looks at asks nothing until somebody comes back', async () => {
    const { network, connection, states, call } = openPage()
    network.answer = 'fails'
    await call()
    await pass(0)
    network.isVisible = false
    const { probes } = network
    await pass(300)
    expect(network.probes).toBe(probes)
    Object.assign(network, { isVisible: true, answer: 200 })
    connection.wake()
    await pass(0)
    expect(states).toEqual(['unreachable', 'online'])
  })

  it('takes any answer to its own requests for proof, whatever the browser says', async () => {
    const { network, connection, states, call } = openPage()
    network.isOnline = false
    connection.hear()
    expect(await call()).toBe(200)
    expect(states).toEqual(['offline', 'online'])
  })

  it('gives up waiting for a server that does not answer', async () => {
    const { network, connection, states } = openPage()
    Object.assign(network, { isOnline: false, answer: 'hangs' })
    connection.hear()
    network.isOnline = true
    connection.hear()
    await pass(5)
    expect(states).toEqual(['offline', 'unreachable'])
    connection.stop()
  })
})
