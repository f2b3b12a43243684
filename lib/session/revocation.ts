// Makes a revoked session's access tokens worthless within a second, without a query for each request (design §5).
// Guarantees: no answer relies on a list older than one second, unless the database does not answer; then on none older
// than 30 seconds, and after that the request is refused with 503, never let in and never called signed out. Nobody waits
// for a database that hangs longer than two seconds, and hardly anybody once somebody has.
import 'server-only'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log/logger'
import { listRecentlyRevoked } from './session-store'

const freshMs = 1_000
const staleMs = 30_000
// How long a request waits for an answer: while all is well, and after the last question failed or was overdue.
const patienceMs = 2_000
const troubledPatienceMs = 250
// A revocation is stamped when its statement runs and seen when it commits; the statement time-out bounds the gap.
const marginSeconds = 60
const retryAfterSeconds = 5

type List = { ids: ReadonlySet<string>; askedAt: number }
type Question = { answerInTime: Promise<List>; askedAt: number; isOverdue: boolean }

export type RevocationList = {
  isRevoked: (sessionId: string) => Promise<boolean>
  /** Refused at once on the replica that revoked it. */
  note: (sessionId: string) => void
}

class Overdue extends Error {
  constructor() {
    super('the database has not answered in time')
  }
}

/** The answer, or {@link Overdue} where it takes longer than `ms`. */
function withPatience<T>(answer: Promise<T>, ms: number, giveUp: () => void): Promise<T> {
  let timer: ReturnType<typeof setTimeout>
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp()
      reject(new Overdue())
    }, ms)
  })
  return Promise.race([answer, deadline]).finally(() => clearTimeout(timer))
}

/**
 * @param load ids of the sessions revoked recently enough to matter
 * @param clock milliseconds, monotonic
 */
export function createRevocationList(
  load: () => Promise<Iterable<string>>,
  clock: () => number,
): RevocationList {
  let list: List | null = null
  let isTroubled = false
  // The newest last. No new one is asked while one is overdue, so that a database that hangs is not asked in heaps.
  const questions = new Set<Question>()
  const noted = new Map<string, number>()

  async function reload(askedAt: number): Promise<List> {
    const ids = new Set(await load())
    for (const [id, notedAt] of noted) if (ids.has(id) && notedAt < askedAt) noted.delete(id)
    // A slow answer must not take the place of a newer one.
    if (!list || list.askedAt <= askedAt) list = { ids, askedAt }
    return list
  }

  function ask(): Question {
    // Counted from before the question: what commits while it is under way may be missing from the answer.
    const askedAt = clock()
    const answer = reload(askedAt)
    const patience = isTroubled ? troubledPatienceMs : patienceMs
    const answerInTime = withPatience(answer, patience, () => {
      question.isOverdue = true
      isTroubled = true
    })
    const question: Question = { askedAt, answerInTime, isOverdue: false }
    questions.add(question)
    const settle = (hasFailed: boolean) => {
      questions.delete(question)
      isTroubled = hasFailed || clock() - askedAt >= patienceMs
    }
    answer.then(
      () => settle(false),
      () => settle(true),
    )
    return question
  }

  /** A list asked for less than a second ago: once for all requests that wait. Rejects where none comes in time. */
  async function freshList(): Promise<List> {
    if (list && clock() - list.askedAt < freshMs) return list
    const pending = [...questions]
    if (pending.some((question) => question.isOverdue)) throw new Overdue()
    const newest = pending.at(-1)
    // A question a second old may be answered with what was true then, so those who come later ask anew.
    const isRecent = newest !== undefined && clock() - newest.askedAt < freshMs
    return (isRecent ? newest : ask()).answerInTime
  }

  async function usableList(): Promise<List> {
    try {
      return await freshList()
    } catch (error) {
      if (list && clock() - list.askedAt < staleMs) return list
      log.error('revocation list unavailable', { error })
      throw new AppError('service_unavailable', { retryAfterSeconds, cause: error })
    }
  }

  return {
    async isRevoked(sessionId) {
      const { ids } = await usableList()
      return noted.has(sessionId) || ids.has(sessionId)
    },
    note(sessionId) {
      noted.set(sessionId, clock())
    },
  }
}

function createProcessList(): RevocationList {
  return createRevocationList(
    () => listRecentlyRevoked(env().ACCESS_TOKEN_SECONDS + marginSeconds),
    () => performance.now(),
  )
}

// Route handlers and pages are bundled apart; the list must be one for the process, or "at once" would be a second.
const holder = globalThis as typeof globalThis & { gatehouseRevocations?: RevocationList }

function processList(): RevocationList {
  return (holder.gatehouseRevocations ??= createProcessList())
}

export function isSessionRevoked(sessionId: string): Promise<boolean> {
  return processList().isRevoked(sessionId)
}

export function noteRevoked(sessionId: string): void {
  processList().note(sessionId)
}
