import { riscPaths } from './risc/event-types.ts'
import { scopes } from './scopes.ts'

/** The paths of Google's own endpoints, here all on one origin. */
export const routes = {
  discovery: '/.well-known/openid-configuration',
  jwks: '/oauth2/v3/certs',
  authorization: '/o/oauth2/v2/auth',
  token: '/token',
  userinfo: '/v1/userinfo',
  revoke: '/revoke',
  riscConfiguration: riscPaths.configuration,
} as const

/**
 * Google's discovery document. It does not advertise
 * `authorization_response_iss_parameter_supported`, although the callback carries `iss`: so does
 * Google since 2026.
 */
export function toDiscoveryDocument(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}${routes.authorization}`,
    token_endpoint: `${issuer}${routes.token}`,
    userinfo_endpoint: `${issuer}${routes.userinfo}`,
    revocation_endpoint: `${issuer}${routes.revoke}`,
    jwks_uri: `${issuer}${routes.jwks}`,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: scopes.filter(({ identity }) => identity).map(({ name }) => name),
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [
      'aud',
      'email',
      'email_verified',
      'exp',
      'family_name',
      'given_name',
      'iat',
      'iss',
      'name',
      'picture',
      'sub',
    ],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  }
}
