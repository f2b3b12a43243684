// The one table of limits: how many requests a minute, and counted by what. docs/limits.md shows the same table, and a
// test holds the two together.

/** What a limit counts by. An address is one IPv4 address, or one IPv6 network of 64 bits. */
export type LimitSubject = 'address' | 'session' | 'user'

export const limitWindowSeconds = 60

export const limitTable = {
  login_start: { address: 600 },
  /** With the transaction cookie of the browser that began the sign-in. */
  callback: { address: 600 },
  /** Without it. Beyond this limit not even a refusal is recorded. */
  callback_stray: { address: 120 },
  /** Only a token that we minted is counted here, so that nobody else's garbage locks a session out. */
  refresh: { session: 1_200 },
  /** No token, or one that we did not mint. */
  refresh_stray: { address: 300 },
  api: { user: 6_000, address: 30_000 },
  gateway: { user: 600, address: 30_000 },
  risc: { address: 600 },
  connect: { user: 60 },
  export: { user: 10 },
  admin: { user: 120 },
} as const satisfies Record<string, Partial<Record<LimitSubject, number>>>

export type LimitName = keyof typeof limitTable

/** What must be known of a request to hold it to a limit; null where no trusted proxy named an address. */
export type LimitSubjects<Name extends LimitName> = {
  [Subject in keyof (typeof limitTable)[Name]]: Subject extends 'address' ? string | null : string
}
