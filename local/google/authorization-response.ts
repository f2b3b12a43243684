import type { Context } from 'oidc-provider'
import { toCallbackScope } from './scopes.ts'
import type { SettingsStore } from './settings.ts'

/** The codes whose exchange brings a refresh token. */
export type OfflineCodes = Set<string>

/**
 * Google gives a refresh token only for `access_type=offline`, and only when this very login
 * went through the consent page: at the first consent, for new scopes, or with `prompt=consent`.
 */
function earnsRefreshToken(ctx: Context): boolean {
  return ctx.oidc?.params?.access_type === 'offline' && ctx.oidc.result?.consent?.shown === true
}

function addGoogleParams(ctx: Context, params: URLSearchParams): void {
  const { grant, requestParamOIDCScopes, result } = ctx.oidc ?? {}
  if (grant && requestParamOIDCScopes) {
    params.set('scope', toCallbackScope(grant.getOIDCScopeFiltered(requestParamOIDCScopes)))
  }
  params.set('authuser', '0')
  params.set('prompt', result?.consent?.shown ? 'consent' : 'none')
}

/** Makes the redirect back to the client look like Google's, and alters it if told to. */
export function dressAuthorizationResponse(
  ctx: Context,
  settings: SettingsStore,
  { redirectUris, offlineCodes }: { redirectUris: readonly string[]; offlineCodes: OfflineCodes },
): void {
  const location = String(ctx.response.get('location'))
  if (!redirectUris.some((uri) => location === uri || location.startsWith(`${uri}?`))) return

  const url = new URL(location)
  const code = url.searchParams.get('code')
  if (code) {
    if (earnsRefreshToken(ctx)) offlineCodes.add(code)
    addGoogleParams(ctx, url.searchParams)
  }
  url.searchParams.delete('error_description')

  const changes = settings.take('authorizationResponse')
  for (const [name, value] of Object.entries(changes?.params ?? {})) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  ctx.set('location', url.href)
}
