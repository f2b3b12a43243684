import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCallEnding } from './call-ending'

const limits = { answerMs: 10_000, totalMs: 120_000 }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a call of Google’s', () => {
  it('ends late where no answer begins in time', () => {
    const ending = createCallEnding(limits, undefined)
    vi.advanceTimersByTime(9_999)
    expect(ending.signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect([ending.signal.aborted, ending.isLate()]).toEqual([true, true])
  })

  it('may stream on after the answer has begun, until all of it takes too long', () => {
    const ending = createCallEnding(limits, undefined)
    ending.noteAnswer()
    vi.advanceTimersByTime(119_999)
    expect(ending.signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect([ending.signal.aborted, ending.isLate()]).toEqual([true, false])
  })

  it('ends with its caller, also with one who is gone already', () => {
    const caller = new AbortController()
    const ending = createCallEnding(limits, caller.signal)
    caller.abort()
    expect([ending.signal.aborted, ending.isLate()]).toEqual([true, false])
    expect(createCallEnding(limits, caller.signal).signal.aborted).toBe(true)
  })

  it('leaves nothing waiting once it is released', () => {
    const caller = new AbortController()
    const ending = createCallEnding(limits, caller.signal)
    ending.release()
    expect(vi.getTimerCount()).toBe(0)
    caller.abort()
    expect(ending.signal.aborted).toBe(false)
  })
})
