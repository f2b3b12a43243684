// Makes a revoked session's access tokens worthless within a second, without a query for each request (design §5).
// Guarantees: no answer relies on a list older than one second, unless the database does not answer; then on none older
// than 30 seconds, and after that the request is refused with 503, never let in and never called signed out.
import 'server-only'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log/logger'
import { listRecentlyRevoked } from './session-store'

const freshMs = 1_000
const staleMs = 30_000
// A revocation is stamped when its statement runs and seen when it commits; the statement time-out bounds the gap.
const marginSeconds = 60
const retryAfterSeconds = 5

type List = { ids: ReadonlySet<string>; askedAt: number }

export type RevocationList = {
  isRevoked: (sessionId: string) => Promise<boolean>
  /** Refused at once on the replica that revoked it. */
  note: (sessionId: string) => void
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
  let loading: { answer: Promise<List>; askedAt: number } | null = null
  const noted = new Map<string, number>()

  async function reload(): Promise<List> {
    // Counted from before the question: what commits while it is under way may be missing from the answer.
    const askedAt = clock()
    const ids = new Set(await load())
    for (const [id, notedAt] of noted) if (ids.has(id) && notedAt < askedAt) noted.delete(id)
    // A slow answer must not take the place of a newer one.
    if (!list || list.askedAt <= askedAt) list = { ids, askedAt }
    return list
  }

  function isFresh(candidate: List | null): candidate is List {
    return candidate !== null && clock() - candidate.askedAt < freshMs
  }

  /** A list asked for less than a second ago: once for all requests that wait. */
  async function freshList(): Promise<List> {
    if (isFresh(list)) return list
    // A question a second old may be answered with what was true then, so those who come later ask anew.
    if (!loading || clock() - loading.askedAt >= freshMs) {
      const question = { askedAt: clock(), answer: reload() }
      loading = question
      const forget = () => {
        if (loading === question) loading = null
      }
      question.answer.then(forget, forget)
    }
    return loading.answer
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
