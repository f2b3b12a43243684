// The roll call: every process says every few seconds which secrets it accepts and learns what all others accept, so that
// a new AUTH_SECRET can be brought in by one rolling deployment without minting what a neighbour cannot verify yet.
// Guarantees that nothing is decided on an answer older than five seconds. Trusts the database and its clock. A process
// that has not called for twenty seconds counts as gone; should it answer all the same, it finds out first (isBehind).
import 'server-only'
import { randomUUID } from 'node:crypto'
import { type SecretRoll, followSecretRoll, secretFingerprints } from '@/lib/config/secrets'
import { log } from '@/lib/log/logger'
import { type Accepted, indexToMintUnder, isOutdated } from './minting-rule'
import { deleteReplica, markPresent } from './replica-store'

const freshMs = 5_000
const intervalMs = 4_000
const aliveSeconds = 20

export type RollCall = SecretRoll & {
  /** Calls ahead of time; a failure is logged, and the next one who needs the answer asks again. */
  call: () => Promise<void>
  /** Says goodbye; from then on what is still under way goes by the last answer. */
  leave: () => Promise<void>
}

/**
 * @param own fingerprints of the secrets this process accepts, the newest first
 * @param ask marks this process as present and gives what the others accept
 * @param forget takes the mark away
 * @param clock milliseconds, monotonic
 */
export function createRollCall(
  own: () => Promise<Accepted>,
  ask: (own: Accepted) => Promise<Accepted[]>,
  forget: () => Promise<void>,
  clock: () => number,
): RollCall {
  let last: { others: Accepted[]; askedAt: number } | null = null
  let asking: Promise<Accepted[]> | null = null
  let hasLeft = false

  async function askNow(): Promise<Accepted[]> {
    const accepted = await own()
    // The first time twice: two processes that begin at once do not see each other's first mark.
    if (!last) await ask(accepted)
    const askedAt = clock()
    const others = await ask(accepted)
    last = { others, askedAt }
    return others
  }

  function askOnce(): Promise<Accepted[]> {
    asking ??= askNow().finally(() => {
      asking = null
    })
    return asking
  }

  async function others(): Promise<Accepted[]> {
    if (last && (hasLeft || clock() - last.askedAt < freshMs)) return last.others
    return askOnce()
  }

  return {
    mintingIndex: async () => indexToMintUnder(await own(), await others()),
    isBehind: async () => isOutdated(await own(), await others()),
    async call() {
      if (hasLeft) return
      try {
        await askOnce()
      } catch (error) {
        log.warn('roll call failed', { error })
      }
    },
    async leave() {
      hasLeft = true
      // A mark that is being written now would come back after it was taken away.
      await asking?.catch(() => null)
      await forget()
    },
  }
}

// The server's own process says goodbye through this (scripts/start.mjs), since it imports no site code.
const holder = globalThis as typeof globalThis & { gatehouseLeave?: () => Promise<void> }

/** Joins the roll call for the life of this process; the database need not be there yet. */
export function joinRollCall(): void {
  const id = randomUUID()
  const rollCall = createRollCall(
    secretFingerprints,
    (own) => markPresent(id, own, aliveSeconds),
    () => deleteReplica(id),
    () => performance.now(),
  )
  followSecretRoll(rollCall)
  holder.gatehouseLeave = rollCall.leave
  // Where timers do not run between requests (serverless), whoever mints asks when the answer has become old.
  setInterval(() => void rollCall.call(), intervalMs).unref()
  void rollCall.call()
}
