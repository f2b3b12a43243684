import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Circuit, createCircuit } from './circuit'

const deadlineMs = 150
const pauseMs = 2_000
// The steps of the deadline, each rounded up by the clock.
const roundingMs = 10

let isDown: boolean
let probes: number
let changes: string[]
let guarded: Circuit

const works = () => Promise.resolve('store')
const fails = () => Promise.reject(new Error('down'))
const hangs = () => new Promise<string>(() => {})
const fallback = () => 'fallback'

beforeEach(() => {
  vi.useFakeTimers()
  isDown = false
  probes = 0
  changes = []
  guarded = createCircuit({
    deadlineMs,
    pauseMs,
    probe: async () => {
      probes += 1
      if (isDown) throw new Error('down')
    },
    clock: () => performance.now(),
    onChange: (state) => changes.push(state),
  })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a circuit', () => {
  it('lets calls through while the store answers', async () => {
    expect(await guarded(works, fallback)).toBe('store')
    expect(changes).toEqual([])
  })

  it('answers from the fallback where the store fails', async () => {
    expect(await guarded(fails, fallback)).toBe('fallback')
    expect(changes).toEqual(['open'])
  })

  it('waits for a store that hangs no longer than the deadline', async () => {
    const answer = guarded(hangs, fallback)
    await vi.advanceTimersByTimeAsync(deadlineMs - 1)
    expect(changes).toEqual([])
    await vi.advanceTimersByTimeAsync(1 + roundingMs)
    expect(await answer).toBe('fallback')
  })

  it("does not take its own slowness for the store's: an answer that has arrived counts", async () => {
    vi.useRealTimers()
    const arrived = () => new Promise<string>((resolve) => setTimeout(() => resolve('store'), 20))
    const answer = guarded(arrived, fallback)
    // This process is busy for longer than the deadline; the answer is there before it looks again.
    const busyUntil = performance.now() + 2 * deadlineMs
    while (performance.now() < busyUntil);
    expect(await answer).toBe('store')
  })

  it('asks nobody while it is open, so that no further request waits', async () => {
    await guarded(fails, fallback)
    const work = vi.fn(works)
    for (let count = 0; count < 50; count++) expect(await guarded(work, fallback)).toBe('fallback')
    expect(work).not.toHaveBeenCalled()
    expect(probes).toBe(0)
    expect(changes).toEqual(['open'])
  })

  it('asks once in the background after the pause, at no cost to the request that found it over', async () => {
    isDown = true
    await guarded(fails, fallback)
    await vi.advanceTimersByTimeAsync(pauseMs)
    const answers = await Promise.all([1, 2, 3].map(() => guarded(works, fallback)))
    expect(answers).toEqual(['fallback', 'fallback', 'fallback'])
    expect(probes).toBe(1)
    await vi.advanceTimersByTimeAsync(pauseMs - 1)
    await guarded(works, fallback)
    expect(probes, 'not before another pause').toBe(1)
  })

  it('closes when the store answers again', async () => {
    await guarded(fails, fallback)
    await vi.advanceTimersByTimeAsync(pauseMs)
    await guarded(works, fallback)
    await vi.advanceTimersByTimeAsync(0)
    expect(await guarded(works, fallback)).toBe('store')
    expect(changes).toEqual(['open', 'closed'])
  })

  it('hands on what the fallback throws', async () => {
    const refused = guarded(fails, () => Promise.reject(new Error('both are down')))
    await expect(refused).rejects.toThrow('both are down')
  })

  it('takes a late failure of a call it no longer waits for as nothing new', async () => {
    let reject: (error: Error) => void = () => {}
    const late = () => new Promise<string>((_, no) => (reject = no))
    const answer = guarded(late, fallback)
    await vi.advanceTimersByTimeAsync(deadlineMs + roundingMs)
    expect(await answer).toBe('fallback')
    reject(new Error('late'))
    await vi.advanceTimersByTimeAsync(0)
    expect(changes).toEqual(['open'])
  })
})
