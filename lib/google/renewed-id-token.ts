// The ID token that comes with a renewal (OpenID Connect Core §12.2): it must speak of the same person, by the same
// issuer. Checked by signature like the one of a sign-in, because a decision follows.
import 'server-only'
import { errors, jwtVerify } from 'jose'
import { env } from '@/lib/config/env'
import { ProviderUnavailable } from './provider-fetch'
import { providerKeys } from './provider-metadata'

const clockToleranceSeconds = 60

/**
 * @returns whether issuer and subject are the linked ones
 * @throws {ProviderUnavailable} where nobody can tell: no keys, or a token that is not valid at all
 */
export async function isOfSamePerson(idToken: string, subject: string): Promise<boolean> {
  const { AUTH_GOOGLE_ISSUER, AUTH_GOOGLE_ID } = env()
  try {
    const { payload } = await jwtVerify(idToken, await providerKeys(), {
      algorithms: ['RS256'],
      audience: AUTH_GOOGLE_ID,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['iss', 'sub', 'aud', 'iat'],
    })
    return payload.iss === AUTH_GOOGLE_ISSUER && payload.sub === subject
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error
    const reason = error instanceof errors.JOSEError ? error.code : 'unexpected'
    throw new ProviderUnavailable(`the ID token of a renewal is not valid: ${reason}`, {
      cause: error,
    })
  }
}
