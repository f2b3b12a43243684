// One renewal at a time in one browser. This saves requests, it does not carry correctness: rotation is idempotent on
// the server, so a browser without Web Locks merely refreshes once per tab.

const lockName = 'gatehouse-session'

/** Runs `work` while no other tab renews; `waited` tells whether another one did so first. */
export type RenewalLock = <T>(work: (waited: boolean) => Promise<T>) => Promise<T>

export async function withRenewalLock<T>(work: (waited: boolean) => Promise<T>): Promise<T> {
  // Absent in older browsers and outside secure contexts, whatever the types say.
  const locks = (navigator as { locks?: LockManager }).locks
  if (!locks) return work(false)
  // A lock's callback may return nothing (it was taken), so its result is wrapped to tell the two apart.
  const atOnce = await locks.request(lockName, { ifAvailable: true }, async (lock) =>
    lock ? { result: await work(false) } : null,
  )
  if (atOnce) return atOnce.result
  return locks.request(lockName, () => work(true))
}
