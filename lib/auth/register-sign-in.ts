// Writes a verified sign-in: user, account, sealed tokens, session and audit event in one transaction, so that a failure
// at any point leaves nothing behind. Two first sign-ins of the same person at once end in one user.
import 'server-only'
import { uuidv7 } from 'uuidv7'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import { type GoogleGrant, storeGrant } from '@/lib/google/grant-store'
import type { AccessTokenSubject } from '@/lib/session/access-token'
import { endSessions } from '@/lib/session/end-session'
import { type RefreshToken, createRefreshToken } from '@/lib/session/refresh-token'
import { noteRevoked } from '@/lib/session/revocation'
import { createSession, lockDisplacedSessions, newSessionId } from '@/lib/session/session-store'
import {
  type GoogleProfile,
  createUser,
  findAccount,
  isEmailTaken,
  lockAddress,
  lockIdentity,
  updateUser,
} from '@/lib/user/user-store'
import type { GoogleClaims } from './id-token'
import { LoginRefused } from './login-refused'
import { loginTransactionSeconds } from './login-transaction'
import { requireAllowed, roleOf } from './sign-in-policy'
import { markLoginUsed } from './used-login-store'

export type SignInDevice = { userAgent: string | null; truncatedAddress: string | null }

export type SignedIn = {
  refreshToken: RefreshToken
  sessionSeconds: number
  subject: AccessTokenSubject
}

function toProfile(claims: GoogleClaims): GoogleProfile {
  return {
    issuer: env().AUTH_GOOGLE_ISSUER,
    subject: claims.sub,
    email: claims.email.toLowerCase(),
    name: claims.name ?? null,
    picture: claims.picture ?? null,
    role: roleOf(claims),
  }
}

async function registerUser(
  transaction: Transaction,
  profile: GoogleProfile,
): Promise<{ userId: string; accountId: string }> {
  await lockIdentity(transaction, profile)
  await lockAddress(transaction, profile.email)
  const known = await findAccount(transaction, profile.issuer, profile.subject)
  if (known) {
    const { email: account } = profile
    if (known.disabledAt) throw new LoginRefused('account_disabled', { account })
    if (known.googleBlockedAt) throw new LoginRefused('google_account_disabled', { account })
    await updateUser(transaction, known.userId, profile)
    return known
  }
  if (await isEmailTaken(transaction, profile.email))
    throw new LoginRefused('email_in_use', { account: profile.email })
  const ids = { userId: uuidv7(), accountId: uuidv7() }
  await createUser(transaction, ids, profile)
  return ids
}

/**
 * @param loginId the hash of the login's state: it ends in one session and never in a second
 * @param replacedSessionId the session this browser had so far, ended with the new one's beginning
 * @throws {LoginRefused} where the person may not sign in
 */
export async function registerSignIn(
  claims: GoogleClaims,
  grant: GoogleGrant,
  loginId: Buffer<ArrayBuffer>,
  device: SignInDevice,
  replacedSessionId: string | null,
): Promise<SignedIn> {
  requireAllowed(claims)
  const profile = toProfile(claims)
  const sessionId = newSessionId()
  const refreshToken = await createRefreshToken(sessionId)
  const registered = await db().$transaction(async (transaction) => {
    if (!(await markLoginUsed(transaction, loginId, loginTransactionSeconds)))
      throw new LoginRefused('link_expired')
    const { userId, accountId } = await registerUser(transaction, profile)
    await storeGrant(transaction, accountId, grant)
    const session = { id: sessionId, userId, tokenHash: refreshToken.hash, ...device }
    const sessionSeconds = await createSession(transaction, session)
    const { truncatedAddress } = device
    await recordAuditEvent(transaction, { type: 'sign_in', userId, sessionId, truncatedAddress })
    // A new sign-in in the same browser ends the session it replaces (OWASP ASVS 5.0 §7.2.4).
    const displacedIds = await lockDisplacedSessions(transaction, session, replacedSessionId)
    const replacedIds = displacedIds.filter((id) => id === replacedSessionId)
    const excessIds = displacedIds.filter((id) => id !== replacedSessionId)
    const actor = { sessionId, truncatedAddress }
    const replaced = await endSessions(transaction, replacedIds, 'replaced', actor)
    const excess = await endSessions(transaction, excessIds, 'too_many_sessions', actor)
    return { userId, sessionSeconds, ended: [...replaced, ...excess] }
  })
  for (const { id } of registered.ended) noteRevoked(id)
  const { email, name, picture, role } = profile
  const subject = { userId: registered.userId, sessionId, role, email, name, picture }
  return { refreshToken, sessionSeconds: registered.sessionSeconds, subject }
}
