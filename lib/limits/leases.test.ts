import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Consumption } from '@/lib/counters/counters'
import { type Leases, createLeases } from './leases'

const windowMs = 60_000

/** A budget that all processes share, as lib/counters has it, and the processes. */
function world(quota: number, largest: number) {
  const state = { now: 0, total: 0, windowEndsAt: windowMs, questions: 0 }
  const clock = () => state.now
  async function take(points: number): Promise<Consumption> {
    state.questions += 1
    // What a real store does: others get their turn while the question is under way.
    await Promise.resolve()
    if (state.now >= state.windowEndsAt) {
      state.total = 0
      state.windowEndsAt = state.now + windowMs
    }
    const granted = Math.min(points, Math.max(quota - state.total, 0))
    state.total += points
    const remaining = Math.max(quota - state.total, 0)
    return { granted, isAllowed: granted > 0, remaining, resetMs: state.windowEndsAt - state.now }
  }
  const spend = (process: Leases) => process({ key: 'api-user 1', quota, largest, take })
  return { state, spend, createProcess: () => createLeases(clock) }
}

async function allowedOf(answers: Promise<number | null>[]): Promise<number> {
  return (await Promise.all(answers)).filter((wait) => wait === null).length
}

describe('a leased budget', () => {
  it('is spent to the last point and never beyond, by 500 requests at once on three processes', async () => {
    const { spend, createProcess } = world(100, 20)
    const processes = [createProcess(), createProcess(), createProcess()]
    const answers = Array.from({ length: 500 }, (_, turn) => spend(processes[turn % 3]!))
    expect(await allowedOf(answers)).toBe(100)
  })

  it('is never exceeded, whatever the quota, the portions, the processes and the order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.array(fc.nat(3), { maxLength: 40 }), { maxLength: 6 }),
        async (quota, largest, count, rounds) => {
          const { spend, createProcess } = world(quota, largest)
          const processes = Array.from({ length: count }, createProcess)
          let allowed = 0
          for (const round of rounds)
            allowed += await allowedOf(round.map((turn) => spend(processes[turn % count]!)))
          const asked = rounds.flat().length
          expect(allowed).toBeLessThanOrEqual(quota)
          // Alone, a process loses nothing of what it took.
          if (count === 1) expect(allowed).toBe(Math.min(asked, quota))
        },
      ),
      { numRuns: 50 },
    )
  })

  it('costs one question for twenty requests', async () => {
    const { state, spend, createProcess } = world(6_000, 20)
    const process = createProcess()
    for (let count = 0; count < 200; count++) expect(await spend(process)).toBeNull()
    expect(state.questions).toBe(10)
  })

  it('costs one question for all requests that come at once', async () => {
    const { state, spend, createProcess } = world(6_000, 1)
    const process = createProcess()
    expect(await allowedOf(Array.from({ length: 100 }, () => spend(process)))).toBe(100)
    expect(state.questions).toBeLessThanOrEqual(2)
  })

  it('takes less at once the less is left, so that an idle process keeps little from the others', async () => {
    const { spend, createProcess } = world(100, 20)
    const [busy, idle] = [createProcess(), createProcess()]
    expect(await spend(idle)).toBeNull()
    expect(await allowedOf(Array.from({ length: 100 }, () => spend(busy)))).toBeGreaterThan(94)
  })

  it('is asked for no more once it is spent, until the window ends', async () => {
    const { state, spend, createProcess } = world(2, 1)
    const process = createProcess()
    await allowedOf([spend(process), spend(process)])
    const { questions } = state
    state.now += 20_000
    for (let count = 0; count < 50; count++) expect(await spend(process)).toBe(40_000)
    expect(state.questions).toBe(questions)
  })

  it('is whole again when the window has ended', async () => {
    const { state, spend, createProcess } = world(2, 1)
    const process = createProcess()
    expect(await allowedOf([1, 2, 3].map(() => spend(process)))).toBe(2)
    state.now += windowMs
    expect(await allowedOf([1, 2, 3].map(() => spend(process)))).toBe(2)
  })

  it('is not taken into the next window', async () => {
    const { state, spend, createProcess } = world(1_000, 20)
    const process = createProcess()
    await spend(process)
    state.now += windowMs
    await spend(process)
    expect(state.total).toBe(20)
    expect(state.questions).toBe(2)
  })

  it('hands a failure to those who waited for it, and asks again for the next', async () => {
    const process = createLeases(() => 0)
    let isDown = true
    const terms = {
      key: 'k',
      quota: 10,
      largest: 1,
      async take(): Promise<Consumption> {
        if (isDown) throw new Error('down')
        return { granted: 1, isAllowed: true, remaining: 9, resetMs: windowMs }
      },
    }
    await expect(process(terms)).rejects.toThrow('down')
    isDown = false
    expect(await process(terms)).toBeNull()
  })
})
