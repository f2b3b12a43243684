/** How far a counter has come, the points just added included, and how long its window still runs. */
export type Tally = { total: number; resetMs: number }

/**
 * What holds the counters and the one-time marks for all replicas: Redis, or Postgres. Keys are those of `toStoreKey`.
 * Both do what they do in one atomic step, and throw where they cannot be asked.
 */
export interface CounterStore {
  /** Adds to a counter. Its window is fixed: it begins with its first point and ends `windowSeconds` later. */
  add(storeKey: string, points: number, windowSeconds: number): Promise<Tally>
  /** @returns false where the mark is there already and its lifetime is not over */
  markOnce(storeKey: string, lifetimeSeconds: number): Promise<boolean>
  /** Resolves where the store answers. */
  ping(): Promise<unknown>
}
