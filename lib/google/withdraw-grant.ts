// Gives back what a user has granted: withdrawn at Google (RFC 7009), wiped here. Google withdraws the whole grant of the
// account with any one token of it; whether it answers or not, nothing is kept.
import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { db } from '@/lib/db/client'
import { log } from '@/lib/log/logger'
import { type HeldTokens, findHeldTokens, wipeGrant } from './grant-store'
import { providerFetch } from './provider-fetch'
import { providerMetadata } from './provider-metadata'
import { openGoogleToken } from './vault'

type Revocable = { field: 'refresh_token' | 'access_token'; rawToken: string }

async function tokenToRevoke(held: HeldTokens): Promise<Revocable | null> {
  const candidates = [
    ['refresh_token', held.sealedRefreshToken],
    ['access_token', held.sealedAccessToken],
  ] as const
  for (const [field, sealed] of candidates) {
    const opened = sealed ? await openGoogleToken(held.accountId, field, sealed) : null
    if (opened?.kind === 'opened') return { field, rawToken: opened.rawToken }
  }
  return null
}

/**
 * Withdraws at Google. A refusal and a silence are logged, and no reason to keep anything.
 * @returns whether nothing is granted there any more, as far as can be told
 */
async function revokeAtGoogle(held: HeldTokens): Promise<boolean> {
  const { accountId, sealedAccessToken, sealedRefreshToken } = held
  if (!sealedAccessToken && !sealedRefreshToken) return true
  try {
    const token = await tokenToRevoke(held)
    const { revocation_endpoint: endpoint } = await providerMetadata()
    if (!token || !endpoint) return false
    const body = new URLSearchParams({ token: token.rawToken })
    const { status } = await providerFetch(endpoint, { method: 'POST', body })
    if (status === 200) return true
    log.info('google had nothing to withdraw', { accountId, status })
    // A refresh token lives as long as its grant; an access token may just have expired.
    return status === 400 && token.field === 'refresh_token'
  } catch (error) {
    log.warn('grant not withdrawn at google', { accountId, error })
    return false
  }
}

/**
 * For a user whose rows are about to go, sealed tokens and all.
 * @returns whether nothing is granted at Google any more, as far as can be told
 */
export async function withdrawAtGoogle(userId: string): Promise<boolean> {
  const held = await findHeldTokens(userId)
  return held === null || (await revokeAtGoogle(held))
}

/** @param sessionId who asked for it; null where it was not a session */
export async function withdrawGrant(userId: string, sessionId: string | null): Promise<void> {
  const held = await findHeldTokens(userId)
  if (!held) return
  await revokeAtGoogle(held)
  await db().$transaction(async (transaction) => {
    if (await wipeGrant(transaction, held.accountId))
      await recordAuditEvent(transaction, { type: 'consent_withdrawn', userId, sessionId })
  })
}
