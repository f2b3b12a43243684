// The provider's discovery document and keys (OpenID Connect Discovery 1.0), fetched once and kept, where Auth.js asks
// for discovery at every start and every callback. A document that names another issuer is refused (§4.3), and so is an
// endpoint that is neither https nor on the issuer's own loopback host.
import 'server-only'
import { type JWTVerifyGetKey, createRemoteJWKSet, customFetch } from 'jose'
import { z } from 'zod'
import { env } from '@/lib/config/env'
import { log } from '@/lib/log/logger'
import { providerFetch } from './provider-fetch'

const freshMs = 60 * 60_000
const keysMaxAgeMs = 60 * 60_000

export const providerEndpoint = z.url().refine((value) => {
  const { AUTH_GOOGLE_ISSUER } = env()
  const { protocol, hostname } = new URL(value)
  if (protocol === 'https:') return true
  // env() lets an issuer be plain http only on a loopback host.
  return protocol === 'http:' && hostname === new URL(AUTH_GOOGLE_ISSUER).hostname
}, 'must be https')

const metadataSchema = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: providerEndpoint,
  token_endpoint: providerEndpoint,
  userinfo_endpoint: providerEndpoint,
  jwks_uri: providerEndpoint,
  revocation_endpoint: providerEndpoint.optional(),
})

export type ProviderMetadata = z.output<typeof metadataSchema>

let kept: { metadata: ProviderMetadata; fetchedAt: number } | null = null
let underway: Promise<ProviderMetadata> | null = null

function discoveryUrl(): string {
  return `${env().AUTH_GOOGLE_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`
}

async function fetchMetadata(): Promise<ProviderMetadata> {
  const response = await providerFetch(discoveryUrl(), { headers: { accept: 'application/json' } })
  if (response.status !== 200) throw new Error(`discovery answered ${response.status}`)
  const metadata = metadataSchema.parse(await response.json())
  if (metadata.issuer !== env().AUTH_GOOGLE_ISSUER)
    throw new Error('the discovery document names another issuer than AUTH_GOOGLE_ISSUER')
  kept = { metadata, fetchedAt: performance.now() }
  return metadata
}

/** The provider's metadata; an old copy is better than waiting, or than none while the provider is in trouble. */
export async function providerMetadata(): Promise<ProviderMetadata> {
  if (kept && performance.now() - kept.fetchedAt < freshMs) return kept.metadata
  underway ??= fetchMetadata().finally(() => (underway = null))
  if (!kept) return underway
  underway.catch((error: unknown) => log.warn('old provider metadata in use', { error }))
  return kept.metadata
}

const keySets = new Map<string, JWTVerifyGetKey>()

/** The provider's keys: kept, and fetched again once where a token names one that is not among them. */
export async function providerKeys(): Promise<JWTVerifyGetKey> {
  const { jwks_uri: uri } = await providerMetadata()
  const known = keySets.get(uri)
  if (known) return known
  const keys = createRemoteJWKSet(new URL(uri), {
    [customFetch]: (url, options) => providerFetch(url, options as RequestInit),
    cacheMaxAge: keysMaxAgeMs,
    // Only a login that got as far as a token answer can cause a fetch, so there is no flood to cool down.
    cooldownDuration: 0,
  })
  keySets.set(uri, keys)
  return keys
}

/** What Auth.js fetches with: discovery comes from what we keep, all else from the provider, within bounds. */
export const authjsFetch: typeof fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  if (url === discoveryUrl()) return Response.json(await providerMetadata())
  return providerFetch(input, init)
}
