// Google, or whatever AUTH_GOOGLE_ISSUER names: whether it can be reached, and whether it knows our client. A token request
// with a made-up code tells: a provider that knows the client refuses the code (RFC 6749 §5.2 invalid_grant), one that
// does not refuses the client.
import { good, fault, notice } from './report.mjs'

const timeoutMs = 8_000
const google = 'https://accounts.google.com'

export async function findProviderFindings({ variables }) {
  const issuer = variables.AUTH_GOOGLE_ISSUER || google
  if (!URL.canParse(issuer)) return []
  try {
    const response = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
    const metadata = await response.json()
    if (metadata.issuer !== issuer)
      return [
        fault(
          'provider',
          `Calls itself ${metadata.issuer}, not ${issuer}.`,
          'Set AUTH_GOOGLE_ISSUER to the letter.',
        ),
      ]
    return [
      good('provider', `${issuer} answers.`),
      ...(await findClient(metadata, issuer, variables)),
    ]
  } catch (error) {
    return [
      fault(
        'provider',
        `${issuer} cannot be reached: ${error.cause?.code ?? error.message}.`,
        'Check AUTH_GOOGLE_ISSUER, and that this machine may call out over https.',
      ),
    ]
  }
}

function ask(url, options) {
  return fetch(url, { ...options, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
}

async function findClient(metadata, issuer, { AUTH_URL, AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET }) {
  if (!AUTH_URL || !URL.canParse(AUTH_URL) || !AUTH_GOOGLE_ID || !AUTH_GOOGLE_SECRET) return []
  const redirectUri = `${new URL(AUTH_URL).origin}/auth/callback/google`
  const credentials = [AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET].map(encodeURIComponent).join(':')
  const response = await ask(metadata.token_endpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: 'doctor',
      redirect_uri: redirectUri,
      code_verifier: 'd'.repeat(43),
    }),
  })
  const { error } = await response.json().catch(() => ({}))
  return [toClientFinding(error, redirectUri), ...findShape(issuer, AUTH_GOOGLE_ID)]
}

function toClientFinding(error, redirectUri) {
  if (error === 'invalid_grant')
    return good('client', `Is known to the provider. Its redirect URI must be ${redirectUri}`)
  if (error === 'redirect_uri_mismatch')
    return fault(
      'client',
      'Has another redirect URI registered.',
      `Register exactly ${redirectUri}`,
    )
  if (error === 'invalid_client' || error === 'unauthorized_client')
    return fault(
      'client',
      'Is refused by the provider.',
      'AUTH_GOOGLE_ID and AUTH_GOOGLE_SECRET must be of one OAuth client of type "Web application".',
    )
  return notice('client', 'Could not be checked.', `Its redirect URI must be ${redirectUri}`)
}

function findShape(issuer, clientId) {
  if (issuer !== google || clientId.endsWith('.apps.googleusercontent.com')) return []
  return [
    notice('AUTH_GOOGLE_ID', 'Does not end in .apps.googleusercontent.com, as Google’s ids do.'),
  ]
}
