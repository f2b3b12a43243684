import { env } from '@/lib/config/env'

/** Milliseconds since the epoch in the first 48 bits of a UUID version 7 (RFC 9562 §5.7). */
function creationOf(sessionId: string): number {
  return Number.parseInt(sessionId.replace('-', '').slice(0, 12), 16)
}

/**
 * When the session ends unless it is renewed: the idle limit counted from the last renewal, at most the absolute limit.
 * Derived from the access token alone, so that showing it costs no query (docs/decisions/0007).
 */
export function sessionExpiry(sessionId: string, renewedAtSeconds: number): Date {
  const { SESSION_IDLE_SECONDS, SESSION_ABSOLUTE_SECONDS } = env()
  const idle = (renewedAtSeconds + SESSION_IDLE_SECONDS) * 1_000
  return new Date(Math.min(idle, creationOf(sessionId) + SESSION_ABSOLUTE_SECONDS * 1_000))
}
