import { randomBytes } from 'node:crypto'
import { interactionPolicy, Provider, type Context } from 'oidc-provider'
import type { OfflineCodes } from './authorization-response.ts'
import { routes } from './discovery.ts'
import { createSigningKey, toStoredKey } from './keys.ts'
import { toErrorPage } from './pages.ts'
import { getPersonaBySub, toClaims } from './persona-claims.ts'
import { scopes, toScopeNames, userinfoEmailScope, userinfoProfileScope } from './scopes.ts'
import type { SettingsStore } from './settings.ts'
import { toSignInPath } from './sign-in.ts'
import type { Storage } from './storage.ts'

export interface Client {
  id: string
  secret: string
  redirectUris: readonly string[]
}

const dayS = 86_400

const emailClaims = ['email', 'email_verified']
const profileClaims = ['name', 'given_name', 'family_name', 'picture']

function toPolicy() {
  const policy = interactionPolicy.base()
  // Makes `prompt=select_account` acceptable; the chooser is shown with or without it.
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0)
  return policy
}

/**
 * The grant is the one that the sign-in pages settled. With `include_granted_scopes` the request
 * is widened to all that was granted before, so that the new tokens carry all of it.
 */
async function loadGrant(ctx: Context, provider: () => Provider) {
  const { result, params } = ctx.oidc ?? {}
  const grant = result?.consent && (await provider().Grant.find(result.consent.grantId))
  if (grant && params?.include_granted_scopes === 'true') {
    const all = [...toScopeNames(params.scope), ...toScopeNames(grant.getOIDCScope())]
    params.scope = [...new Set(all)].join(' ')
  }
  return grant
}

/** Google's codes and tokens are recognised by their beginnings; so are ours. */
function prefixTokens({ prototype }: Provider['AccessToken'], prefix: string): void {
  const { generateTokenId } = prototype
  prototype.generateTokenId = function () {
    return prefix + generateTokenId.call(this)
  }
}

/** oidc-provider, a certified OpenID provider, with Google's paths, scopes, claims and rules. */
export async function createProvider(
  issuer: string,
  options: {
    client: Client
    storage: Storage
    settings: SettingsStore
    offlineCodes: OfflineCodes
  },
): Promise<Provider> {
  const { client, storage, settings, offlineCodes } = options
  // Signs nothing that leaves: the token answer is signed anew with the ring's active key.
  const innerKey = await createSigningKey()

  const provider: Provider = new Provider(issuer, {
    adapter: (kind: string) => storage.toAdapter(kind),
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: client.redirectUris,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    jwks: { keys: [toStoredKey(innerKey)] },
    routes: { ...routes, discovery: undefined, revoke: undefined, riscConfiguration: undefined },
    scopes: scopes.map(({ name }) => name),
    claims: {
      openid: ['sub', 'hd'],
      email: emailClaims,
      profile: profileClaims,
      [userinfoEmailScope]: emailClaims,
      [userinfoProfileScope]: profileClaims,
    },
    // Google puts the profile into the ID token; the OpenID default keeps it to userinfo.
    conformIdTokenClaims: false,
    extraParams: ['access_type', 'include_granted_scopes', 'hd'],
    pkce: { required: () => false },
    responseTypes: ['code'],
    issueRefreshToken: async (_ctx: unknown, _client: unknown, code: { jti: string }) =>
      offlineCodes.delete(code.jti),
    // Google keeps a refresh token as it is; a rotated one is for clients that must survive it.
    rotateRefreshToken: () => settings.current.tokens?.rotateRefreshTokens ?? false,
    expiresWithSession: async () => false,
    loadExistingGrant: (ctx: Context) => loadGrant(ctx, () => provider),
    findAccount: async (_ctx: unknown, sub: string) => {
      const { personas: overrides } = settings.current
      const persona = getPersonaBySub(sub, overrides)
      return persona
        ? { accountId: sub, claims: async () => toClaims(persona, overrides, issuer) }
        : undefined
    },
    interactions: {
      policy: toPolicy(),
      url: (_ctx: unknown, { uid }: { uid: string }) => toSignInPath(uid),
    },
    renderError: async (ctx: Context, out: Record<string, string>) => {
      ctx.type = 'html'
      ctx.body = toErrorPage(out.error ?? 'server_error', out.error_description ?? '')
    },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: true },
    },
    ttl: {
      AccessToken: () => settings.current.tokens?.accessTokenSeconds ?? 3599,
      AuthorizationCode: 60,
      Grant: 3650 * dayS,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 3650 * dayS,
      Session: 3600,
    },
  })
  prefixTokens(provider.AccessToken, 'ya29.a0')
  prefixTokens(provider.RefreshToken, '1//0')
  prefixTokens(provider.AuthorizationCode, '4/0A')
  provider.on('server_error', (_ctx, error) => console.error('local google:', error))
  return provider
}
