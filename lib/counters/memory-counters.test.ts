import { describe, expect, it } from 'vitest'
import { createMemoryCounters } from './memory-counters'

function counting() {
  let now = 1_000
  const memory = createMemoryCounters(() => now)
  return { memory, pass: (ms: number) => (now += ms) }
}

describe('counters in memory', () => {
  it('add up within a window that no further point prolongs', () => {
    const { memory, pass } = counting()
    expect(memory.add('a', 2, 60)).toEqual({ total: 2, resetMs: 60_000 })
    pass(59_000)
    expect(memory.add('a', 3, 60)).toEqual({ total: 5, resetMs: 1_000 })
    pass(1_000)
    expect(memory.add('a', 1, 60)).toEqual({ total: 1, resetMs: 60_000 })
  })

  it('are kept apart by their key', () => {
    const { memory } = counting()
    memory.add('a', 5, 60)
    expect(memory.add('b', 1, 60).total).toBe(1)
  })

  it('are bounded: a flood of keys pushes the oldest out', () => {
    const { memory } = counting()
    memory.add('first', 1, 60)
    for (let count = 0; count < 50_000; count++) memory.add(`flood-${count}`, 1, 60)
    expect(memory.add('first', 1, 60).total).toBe(1)
    expect(memory.add('flood-49999', 1, 60).total).toBe(2)
  })
})
