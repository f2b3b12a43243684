import 'server-only'
import { db } from '@/lib/db/client'

/** A Google account as its user's export shows it: which tokens are kept, never a token. */
export type ExportedGoogleAccount = {
  issuer: string
  subject: string
  granted_scopes: string[]
  needs_reconnect: boolean
  keeps_refresh_token: boolean
  access_token_expires_at: string | null
  renewed_at: string | null
  /** Google has disabled the account, and when it last said so or the contrary. */
  google_blocked_at: string | null
  google_status_at: string | null
  created_at: string
  updated_at: string
}

export async function listGoogleAccounts(userId: string): Promise<ExportedGoogleAccount[]> {
  const rows = await db().account.findMany({ where: { userId }, orderBy: { id: 'asc' } })
  return rows.map((row) => ({
    issuer: row.provider,
    subject: row.providerAccountId,
    granted_scopes: row.grantedScopes,
    needs_reconnect: row.needsReconsent,
    keeps_refresh_token: row.sealedRefreshToken !== null,
    access_token_expires_at: row.accessTokenExpiresAt?.toISOString() ?? null,
    renewed_at: row.renewedAt?.toISOString() ?? null,
    google_blocked_at: row.googleBlockedAt?.toISOString() ?? null,
    google_status_at: row.googleStatusAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }))
}
