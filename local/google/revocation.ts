import type { Context, Provider } from 'oidc-provider'
import type { Consents } from './consents.ts'
import { readForm } from './form-body.ts'

/**
 * As at Google: no client authentication, the token in the query or the form, an access or a
 * refresh token; the whole grant goes with it. RFC 7009 would answer 200 to an unknown token.
 */
export async function answerRevocation(
  ctx: Context,
  provider: Provider,
  consents: Consents,
): Promise<void> {
  if (ctx.method !== 'POST') {
    ctx.status = 405
    ctx.set('allow', 'POST')
    return
  }
  const form = await readForm(ctx.req)
  const value = form.get('token') ?? ctx.query.token
  ctx.oidc = { ...ctx.oidc, body: Object.fromEntries(form), requestParamOIDCScopes: new Set() }
  if (typeof value !== 'string' || value === '') {
    ctx.status = 400
    ctx.body = { error: 'invalid_request', error_description: 'Missing required parameter: token' }
    return
  }
  const token =
    (await provider.RefreshToken.find(value)) ?? (await provider.AccessToken.find(value))
  if (!token) {
    ctx.status = 400
    ctx.body = { error: 'invalid_token', error_description: 'Token expired or revoked' }
    return
  }
  consents.withdraw(token.grantId)
  ctx.body = {}
}
