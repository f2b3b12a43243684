// What is tried again by itself, and when.
import { ApiProblemError } from './read-problem'
import { SessionChangedError, SessionEndedError, SessionUnavailableError } from './session-errors'

const retries = 2

export function isWorthRetrying(failures: number, error: Error): boolean {
  const isOver = error instanceof SessionEndedError || error instanceof SessionChangedError
  return !isOver && failures < retries
}

/** For a change that may be made twice: an answer, whatever it says, is not asked for again. */
export function isWorthRepeating(failures: number, error: Error): boolean {
  return !(error instanceof ApiProblemError) && isWorthRetrying(failures, error)
}

export function toRetryMilliseconds(failures: number, error: Error): number {
  const asked = error instanceof SessionUnavailableError ? error.retryAfterSeconds : null
  return asked === null ? 1000 * 2 ** failures : Math.min(asked, 30) * 1000
}
