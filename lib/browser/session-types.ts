import type { EndReason } from '@/lib/session/end-reason'

/** Who is signed in, as `POST /auth/refresh` and the server's own pages tell it. */
export type SessionUser = {
  id: string
  email: string
  name: string | null
  picture: string | null
  role: 'user' | 'admin'
}

/** An access token and what this tab needs to know about it. Lives in memory only. */
export type HeldToken = {
  rawToken: string
  /** By this machine's clock, in milliseconds: all tabs share that clock. */
  expiresAt: number
  lifetimeSeconds: number
  user: SessionUser
}

export type SessionState =
  | { status: 'signed-in'; user: SessionUser }
  /** Somebody else is signed in now; this page shows the former user and must be loaded anew. */
  | { status: 'unknown'; user: null }
  /** Nobody was signed in when the page was made, or somebody has signed out, here or in another tab. */
  | { status: 'signed-out'; user: null; hasSignedOut: boolean }
  /** The server refused to go on. `former` may sign in again and find the page as it was; nobody else may. */
  | { status: 'ended'; user: null; former: SessionUser; reason: EndReason }

export type RenewalOutcome =
  | { kind: 'renewed' }
  | { kind: 'ended' }
  | { kind: 'changed' }
  | { kind: 'unavailable'; retryAfterSeconds: number | null }
