// The rule of changing AUTH_SECRET while replicas with and without the new one answer side by side, pure. Secrets are
// known by their fingerprints, the newest first: AUTH_SECRET, AUTH_SECRET_1 and so on. docs/decisions/0013.

/** The secrets one replica accepts. */
export type Accepted = readonly string[]

// A replica that shares no secret with us can verify nothing of ours whatever we do: a leaked secret was replaced alone,
// or another deployment uses the same database.
function related(own: Accepted, others: readonly Accepted[]): Accepted[] {
  return others.filter((accepted) => accepted.some((name) => own.includes(name))) as Accepted[]
}

/** Index of our newest secret that every live replica accepts; AUTH_SECRET where there is none. */
export function indexToMintUnder(own: Accepted, others: readonly Accepted[]): number {
  const concerned = related(own, others)
  const index = own.findIndex((name) => concerned.every((accepted) => accepted.includes(name)))
  return Math.max(index, 0)
}

/** Whether a live replica accepts a secret unknown to us that it holds to be newer than one of ours. */
export function isOutdated(own: Accepted, others: readonly Accepted[]): boolean {
  return related(own, others).some((accepted) => {
    const shared = accepted.findIndex((name) => own.includes(name))
    return shared > 0
  })
}
