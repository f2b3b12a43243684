import type { Context } from 'oidc-provider'
import { applyChanges } from './document-changes.ts'
import { toGoogleDraft } from './id-token.ts'
import type { KeyRing } from './keys.ts'
import { toGoogleScope } from './scopes.ts'
import type { SettingsStore } from './settings.ts'
import { signTampered } from './token-tampering.ts'

interface TokenAnswer extends Record<string, unknown> {
  access_token: string
  id_token?: string
  refresh_token?: string
  scope?: string
}

function isTokenAnswer(body: unknown): body is TokenAnswer {
  return typeof body === 'object' && body !== null && 'access_token' in body
}

function isInvalidGrant(body: unknown): boolean {
  return (
    typeof body === 'object' && body !== null && 'error' in body && body.error === 'invalid_grant'
  )
}

/** In Google's words, which clients match on although they should not. */
function invalidGrantOf(ctx: Context) {
  const isRenewal = ctx.oidc?.body?.grant_type === 'refresh_token'
  const description = isRenewal ? 'Token has been expired or revoked.' : 'Malformed auth code.'
  return { error: 'invalid_grant', error_description: description }
}

/** Turns the provider's token answer into Google's, and alters it where the settings say so. */
export async function dressTokenResponse(
  ctx: Context,
  keys: KeyRing,
  settings: SettingsStore,
): Promise<void> {
  if (isInvalidGrant(ctx.body)) ctx.body = invalidGrantOf(ctx)
  if (ctx.status !== 200 || !isTokenAnswer(ctx.body)) return
  const answer = { ...ctx.body }

  // Google names its refresh token once, when it is issued; a renewal does not repeat it.
  if (answer.refresh_token === ctx.oidc?.body?.refresh_token) delete answer.refresh_token
  if (answer.scope) answer.scope = toGoogleScope(answer.scope)

  if (answer.id_token) {
    const { active } = keys
    const draft = toGoogleDraft(answer.id_token, {
      accessToken: answer.access_token,
      kid: active.kid,
    })
    const tampering = settings.take('idToken') ?? {}
    if (tampering.omit) delete answer.id_token
    else answer.id_token = await signTampered(draft, tampering, active)
  }
  ctx.body = applyChanges(answer, settings.take('tokenResponse'))
}
