// Who signs security events and with which keys, from the provider's RISC configuration document
// (https://accounts.google.com/.well-known/risc-configuration). Its issuer is that of the ID tokens with a slash behind,
// so neither is taken for the other; a document that names another provider is refused.
import 'server-only'
import { type JWTVerifyGetKey, createRemoteJWKSet, customFetch } from 'jose'
import { z } from 'zod'
import { env } from '@/lib/config/env'
import { ProviderUnavailable, providerFetch } from './provider-fetch'
import { providerEndpoint } from './provider-metadata'

const freshMs = 60 * 60_000
const keysMaxAgeMs = 10 * 60_000
// Anybody may name a key that does not exist. So often a process asks for the keys anew, however many do.
const keysCooldownMs = 1_000

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '')
}

const configurationSchema = z.object({
  issuer: z.string().refine((issuer) => {
    return withoutSlash(issuer) === withoutSlash(env().AUTH_GOOGLE_ISSUER)
  }, 'names another provider'),
  jwks_uri: providerEndpoint,
})

export type RiscConfiguration = { issuer: string; keys: JWTVerifyGetKey }

let kept: { configuration: RiscConfiguration; fetchedAt: number } | null = null
let underway: Promise<RiscConfiguration> | null = null
const keySets = new Map<string, JWTVerifyGetKey>()

function keySetAt(uri: string): JWTVerifyGetKey {
  const known = keySets.get(uri)
  if (known) return known
  const keys = createRemoteJWKSet(new URL(uri), {
    [customFetch]: (url, options) => providerFetch(url, options as RequestInit),
    cacheMaxAge: keysMaxAgeMs,
    cooldownDuration: keysCooldownMs,
  })
  keySets.set(uri, keys)
  return keys
}

async function fetchConfiguration(): Promise<RiscConfiguration> {
  const url = `${withoutSlash(env().AUTH_GOOGLE_ISSUER)}/.well-known/risc-configuration`
  const response = await providerFetch(url, { headers: { accept: 'application/json' } })
  const body: unknown = response.status === 200 ? await response.json().catch(() => null) : null
  const document = configurationSchema.safeParse(body)
  // Nothing can be said of an event without it; the provider sends it again.
  if (!document.success)
    throw new ProviderUnavailable('the RISC configuration cannot be used', {
      cause: document.error,
    })
  const { issuer, jwks_uri: uri } = document.data
  const configuration = { issuer, keys: keySetAt(uri) }
  kept = { configuration, fetchedAt: performance.now() }
  return configuration
}

/**
 * An old copy is better than none while the provider is in trouble.
 * @throws {ProviderUnavailable}
 */
export async function riscConfiguration(): Promise<RiscConfiguration> {
  if (kept && performance.now() - kept.fetchedAt < freshMs) return kept.configuration
  underway ??= fetchConfiguration().finally(() => (underway = null))
  try {
    return await underway
  } catch (error) {
    if (kept) return kept.configuration
    throw error
  }
}
