// One renewal at Google's token endpoint (RFC 6749 §6), without a word about rows. Tells apart what ends a connection
// (`invalid_grant`, another person's tokens) from what only delays it: everything else keeps the stored tokens.
import 'server-only'
import { z } from 'zod'
import { env } from '@/lib/config/env'
import { log } from '@/lib/log/logger'
import type { RenewedTokens } from './grant-store'
import { ProviderUnavailable, providerFetch } from './provider-fetch'
import { providerMetadata } from './provider-metadata'
import { isOfSamePerson } from './renewed-id-token'
import { toGrantedScopes } from './scopes'

const timeoutMs = 8_000

export type Renewal =
  | { kind: 'renewed'; tokens: RenewedTokens }
  /** Withdrawn, expired or never Google's: no repetition helps. */
  | { kind: 'invalid_grant' }
  /** The tokens are for another person or by another issuer; they are forgotten. */
  | { kind: 'identity_changed' }

const seconds = z.union([z.number(), z.string().regex(/^\d{1,9}$/)]).transform(Number)

// RFC 6749 §5.1: the token type is case-insensitive; `expires_in` comes as a string from some.
const answerSchema = z.object({
  access_token: z.string().min(1).max(4_096),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: seconds.pipe(z.number().int().positive()).optional(),
  refresh_token: z.string().min(1).max(4_096).optional(),
  scope: z.string().max(4_096).optional(),
  id_token: z.string().max(16_384).optional(),
})

// RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
function clientCredentials(): string {
  const { AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET } = env()
  const encoded = [AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET].map((part) =>
    new URLSearchParams({ '': part }).toString().slice(1),
  )
  return `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`
}

async function askForTokens(refreshToken: string): Promise<Response> {
  const { token_endpoint: endpoint } = await providerMetadata()
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken })
  const headers = { authorization: clientCredentials(), accept: 'application/json' }
  return providerFetch(endpoint, { method: 'POST', headers, body }, timeoutMs)
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    throw new ProviderUnavailable(`a renewal was answered ${response.status} without JSON`)
  }
}

function refusalOf(status: number, body: unknown): Renewal {
  const { error } = z.object({ error: z.string() }).catch({ error: '' }).parse(body)
  if (status === 400 && error === 'invalid_grant') return { kind: 'invalid_grant' }
  // `invalid_client` and the like are faults of the configuration: nobody's connection is lost over them.
  log.error('google refused a renewal', { status, code: error.slice(0, 64) })
  throw new ProviderUnavailable(`a renewal was refused with ${status}`)
}

/**
 * @param subject the linked account's
 * @throws {ProviderUnavailable} where the stored tokens are as good as before
 */
export async function renewTokens(refreshToken: string, subject: string): Promise<Renewal> {
  const response = await askForTokens(refreshToken)
  const body = await readJson(response)
  if (response.status !== 200) return refusalOf(response.status, body)
  const answer = answerSchema.safeParse(body)
  if (!answer.success) throw new ProviderUnavailable('a renewal was answered without tokens')
  const { access_token, expires_in, refresh_token, scope, id_token } = answer.data
  if (id_token && !(await isOfSamePerson(id_token, subject))) return { kind: 'identity_changed' }
  const tokens = {
    accessToken: access_token,
    expiresInSeconds: expires_in ?? null,
    refreshToken: refresh_token ?? null,
    scopes: scope === undefined ? null : toGrantedScopes(scope, ''),
  }
  return { kind: 'renewed', tokens }
}
