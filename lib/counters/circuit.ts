// Keeps a store in trouble from slowing requests down. One call that fails or takes too long opens the circuit: from then
// on every call goes to its fallback at once. After a pause the store is asked in the background, at no request's cost,
// and the first answer closes the circuit.

export type CircuitOptions = {
  /** The most that a call may wait. */
  deadlineMs: number
  /** Between two questions whether the store is back. */
  pauseMs: number
  probe: () => Promise<unknown>
  /** Milliseconds, monotonic. */
  clock: () => number
  onChange: (state: 'open' | 'closed', error?: unknown) => void
}

const deadlineSteps = 5

export type Circuit = <T>(work: () => Promise<T>, fallback: () => T | Promise<T>) => Promise<T>

class DeadlinePassed extends Error {
  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs} ms`)
    this.name = 'DeadlinePassed'
  }
}

/**
 * The deadline is counted in steps, with a look at the sockets after each: where this process was too busy itself to
 * read an answer that has arrived, that is not the store's delay.
 */
function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    let stepsLeft = deadlineSteps
    let timer: NodeJS.Timeout
    function wait(): void {
      timer = setTimeout(() => setImmediate(step), deadlineMs / deadlineSteps)
    }
    function step(): void {
      stepsLeft -= 1
      if (stepsLeft === 0) reject(new DeadlinePassed(deadlineMs))
      else if (!isOver) wait()
    }
    let isOver = false
    wait()
    work.then(resolve, reject).finally(() => {
      isOver = true
      clearTimeout(timer)
    })
  })
}

export function createCircuit(options: CircuitOptions): Circuit {
  const { deadlineMs, pauseMs, probe, clock, onChange } = options
  let askAgainAt: number | null = null
  let isAsking = false

  function open(error: unknown): void {
    if (askAgainAt === null) onChange('open', error)
    askAgainAt = clock() + pauseMs
  }

  async function ask(): Promise<void> {
    isAsking = true
    try {
      await withDeadline(probe(), deadlineMs)
      askAgainAt = null
      onChange('closed')
    } catch (error) {
      open(error)
    } finally {
      isAsking = false
    }
  }

  return async function guarded(work, fallback) {
    if (askAgainAt !== null) {
      if (clock() >= askAgainAt && !isAsking) void ask()
      return fallback()
    }
    try {
      return await withDeadline(work(), deadlineMs)
    } catch (error) {
      open(error)
      return fallback()
    }
  }
}
