// An unexpected console.error fails the test: React, Next and our own code report through it what nobody would read.
import { afterEach, beforeEach, expect } from 'vitest'

const original = console.error
let calls: unknown[][] = []

beforeEach(() => {
  calls = []
  console.error = (...args: unknown[]) => {
    calls.push(args)
  }
})

afterEach(() => {
  console.error = original
  expect(calls, 'unexpected console.error').toEqual([])
})

/** Returns what was reported since the last call, and takes it as expected. */
export function takeConsoleErrors(): unknown[][] {
  const taken = calls
  calls = []
  return taken
}
