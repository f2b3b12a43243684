import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setEnvironment } from '@/tests/support/unit-environment'
import type { Accepted } from './minting-rule'

setEnvironment({ LOG_LEVEL: 'silent' })
const { createRollCall } = await import('./roll-call')

/** The database as the roll call sees it. */
class Register {
  now = 0
  questions = 0
  isAway = false
  isPresent = false
  others: Accepted[] = []
  held: (() => void)[] | null = null

  readonly call = createRollCall(
    async () => ['B', 'A'],
    () => this.answer(),
    async () => {
      this.isPresent = false
    },
    () => this.now,
  )

  private async answer(): Promise<Accepted[]> {
    this.questions++
    if (this.held) await new Promise<void>((resolve) => this.held!.push(resolve))
    if (this.isAway) throw new Error('connection refused')
    this.isPresent = true
    return this.others
  }
}

let register: Register
beforeEach(() => {
  register = new Register()
})
afterEach(() => vi.restoreAllMocks())

describe('the roll call', () => {
  it('is made before anything is minted, twice, since two that begin at once miss each other', async () => {
    register.others = [['A']]
    expect(await register.call.mintingIndex()).toBe(1)
    expect(register.questions).toBe(2)
    expect(register.isPresent).toBe(true)
  })

  it('is made once for all who wait, and is good for five seconds', async () => {
    await Promise.all(Array.from({ length: 100 }, () => register.call.mintingIndex()))
    expect(register.questions).toBe(2)
    register.now = 4_999
    await register.call.mintingIndex()
    expect(register.questions).toBe(2)
    register.now = 5_000
    await register.call.mintingIndex()
    expect(register.questions).toBe(3)
  })

  it('follows a roll: the new secret is minted under when the last old replica has gone', async () => {
    register.others = [['A'], ['B', 'A']]
    expect(await register.call.mintingIndex()).toBe(1)
    register.others = [['B', 'A']]
    register.now = 5_000
    expect(await register.call.mintingIndex()).toBe(0)
  })

  it('says when another replica knows a newer secret', async () => {
    expect(await register.call.isBehind()).toBe(false)
    register.others = [['C', 'B', 'A']]
    register.now = 5_000
    expect(await register.call.isBehind()).toBe(true)
  })

  it('makes it an outage where nobody can tell, and asks again', async () => {
    register.isAway = true
    await expect(register.call.mintingIndex()).rejects.toThrow('connection refused')
    await expect(register.call.isBehind()).rejects.toThrow('connection refused')
    register.isAway = false
    expect(await register.call.mintingIndex()).toBe(0)
  })

  it('made ahead of time harms nobody by failing', async () => {
    register.isAway = true
    await register.call.call()
    expect(register.questions).toBe(1)
  })

  it('is left for good, also where a call was under way', async () => {
    await register.call.mintingIndex()
    register.held = []
    const late = register.call.call()
    const left = register.call.leave()
    await vi.waitFor(() => expect(register.held).toHaveLength(1))
    register.held.forEach((release) => release())
    await Promise.all([late, left])
    register.now = 60_000
    expect(await register.call.mintingIndex()).toBe(0)
    await register.call.call()
    expect(register.isPresent).toBe(false)
  })
})
