/** How a call of Google's ends early: with its caller, or because it takes too long. */
export type CallEnding = {
  signal: AbortSignal
  /** Google has begun to answer: from now on only the whole may take too long. */
  noteAnswer: () => void
  /** Whether it did not begin in time. */
  isLate: () => boolean
  /** To be called when the last byte is through, or nothing more is wanted: nothing waits any longer. */
  release: () => void
}

/** Timers of its own rather than `AbortSignal.timeout`, whose signals would outlive every short call by minutes. */
export function createCallEnding(
  { answerMs, totalMs }: { answerMs: number; totalMs: number },
  caller: AbortSignal | undefined,
): CallEnding {
  const controller = new AbortController()
  let isLate = false
  const end = () => controller.abort()
  const answerTimer = setTimeout(() => {
    isLate = true
    end()
  }, answerMs)
  const totalTimer = setTimeout(end, totalMs)
  if (caller?.aborted) end()
  caller?.addEventListener('abort', end, { once: true })
  return {
    signal: controller.signal,
    noteAnswer: () => clearTimeout(answerTimer),
    isLate: () => isLate,
    release() {
      clearTimeout(answerTimer)
      clearTimeout(totalTimer)
      caller?.removeEventListener('abort', end)
    },
  }
}
