// What the lab's page shows of the session it is looked at with: ages and what is left, never a token or a hash.
import 'server-only'
import { accessCookieName, readCookie } from '@/lib/auth/cookies'
import { env } from '@/lib/config/env'
import { verifyAccessToken } from '@/lib/session/access-token'
import { type SessionAges, readSessionAges } from './lab-session-store'
import { requireLab } from './require-lab'

/** Seconds. */
export type LabView = {
  /** When it was read, in milliseconds since 1970. */
  at: number
  access: { age: number; left: number } | null
  session: SessionAges | null
  graceSeconds: number
  /** The local Google's page where it is made slow, wrong or silent. */
  googleControl: string
}

export async function readLabView(
  headers: Headers,
  sessionId: string,
  now: Date,
): Promise<LabView> {
  requireLab()
  const { AUTH_GOOGLE_ISSUER, REFRESH_GRACE_SECONDS } = env()
  const claims = await verifyAccessToken(readCookie(headers, accessCookieName()) ?? '', now)
  const seconds = Math.floor(now.getTime() / 1_000)
  return {
    at: now.getTime(),
    access: claims && { age: seconds - claims.iat, left: claims.exp - seconds },
    session: await readSessionAges(sessionId),
    graceSeconds: REFRESH_GRACE_SECONDS,
    googleControl: `${AUTH_GOOGLE_ISSUER}/control`,
  }
}
