// The one module that knows Auth.js (docs/decisions/0001). It runs Google's authorization code flow (RFC 6749 §4.1 with
// PKCE, state and nonce) on plain requests that we make up, so that nothing of the caller's query, cookies or Host
// reaches it, and its cookies never reach the browser: they travel in our sealed login transaction.
import 'server-only'
import { Auth, type AuthConfig, customFetch, raw, skipCSRFCheck } from '@auth/core'
import { decode, encode } from '@auth/core/jwt'
import Google from 'next-auth/providers/google'
import { base64url } from 'jose'
import { env } from '@/lib/config/env'
import { paths } from '@/lib/config/paths'
import { subkeys } from '@/lib/config/secrets'
import { log } from '@/lib/log/logger'
import { callbackAdapter } from './adapter'
import type { LoginTransaction } from './login-transaction'
import { ProviderUnavailable } from '@/lib/google/provider-fetch'
import { authjsFetch, providerMetadata } from '@/lib/google/provider-metadata'
import { identityScope } from '@/lib/google/scopes'
import type { SignedIn } from './register-sign-in'

const checkCookies = { state: 'state', nonce: 'nonce', pkceCodeVerifier: 'pkce' } as const
type RawResponse = { redirect?: string; cookies?: { name: string; value: string }[] }

async function authjsSecret(): Promise<string> {
  const [secret] = await subkeys('authjs')
  return base64url.encode(secret)
}

// Auth.js seals each check into a cookie of its own. We unwrap the three, keep them in one sealed cookie a login, and
// wrap them again for the callback.
async function openCheck(name: string, sealed: string | undefined): Promise<string> {
  const token = await decode({ token: sealed, secret: await authjsSecret(), salt: name })
  if (typeof token?.value !== 'string') throw new Error(`Auth.js made no ${name}`)
  return token.value
}

async function sealCheck(name: string, value: string): Promise<string> {
  const token = { value, provider: 'google' }
  return `${name}=${await encode({ token, secret: await authjsSecret(), salt: name })}`
}

type SignInHook = NonNullable<NonNullable<AuthConfig['callbacks']>['signIn']>

async function configFor(options: {
  parameters?: Readonly<Record<string, string>>
  signIn: SignInHook
  signedIn: () => SignedIn | null
}): Promise<AuthConfig & { raw: typeof raw }> {
  const { AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET, AUTH_GOOGLE_ISSUER, AUTH_GOOGLE_HD } = env()
  const parameters = {
    ...{ scope: identityScope, access_type: 'offline' },
    // A hint for the chooser alone; who may sign in is decided on the ID token.
    ...(AUTH_GOOGLE_HD && { hd: AUTH_GOOGLE_HD }),
    ...options.parameters,
  }
  const google = Google({
    clientId: AUTH_GOOGLE_ID,
    clientSecret: AUTH_GOOGLE_SECRET,
    issuer: AUTH_GOOGLE_ISSUER,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: parameters },
    // Never a reason to link: a user is (issuer, sub).
    allowDangerousEmailAccountLinking: false,
  })
  return {
    raw,
    skipCSRFCheck,
    basePath: '/auth',
    trustHost: true,
    secret: await authjsSecret(),
    providers: [{ ...google, [customFetch]: authjsFetch }],
    adapter: callbackAdapter(options.signedIn),
    session: { strategy: 'database' },
    cookies: Object.fromEntries(
      Object.entries(checkCookies).map(([check, name]) => [check, { name, options: {} }]),
    ),
    callbacks: { signIn: options.signIn },
    // Its own messages quote provider answers; what matters is logged by us, by name.
    logger: {
      error: (error) => log.debug('auth.js', { name: error.name }),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}

/**
 * The provider's authorization URL and what must come back.
 * @param parameters of the authorization request, besides those of every sign-in or in their place
 * @throws {ProviderUnavailable}
 */
export async function beginCodeFlow(
  parameters: Readonly<Record<string, string>>,
): Promise<{ authorizationUrl: string; state: string; nonce: string; codeVerifier: string }> {
  // Asked for first, because Auth.js would turn its failure into a redirect that says nothing.
  await providerMetadata()
  const request = new Request(`${env().AUTH_URL}/auth/signin/google`, { method: 'POST' })
  const config = await configFor({ parameters, signIn: () => false, signedIn: () => null })
  const { redirect, cookies = [] } = (await Auth(request, config)) as RawResponse
  const valueOf = (name: string) =>
    openCheck(name, cookies.find((cookie) => cookie.name === name)?.value)
  if (!redirect) throw new Error('Auth.js named no authorization URL')
  return {
    authorizationUrl: redirect,
    state: await valueOf(checkCookies.state),
    nonce: await valueOf(checkCookies.nonce),
    codeVerifier: await valueOf(checkCookies.pkceCodeVerifier),
  }
}

/** What the token endpoint handed over, before any of it was believed. */
export type TokenAnswer = {
  id_token?: string
  access_token?: string
  refresh_token?: string
  expires_at?: number
  scope?: string
}

async function checkCookieHeader(transaction: LoginTransaction): Promise<string> {
  const sealed = await Promise.all([
    sealCheck(checkCookies.state, transaction.state),
    sealCheck(checkCookies.nonce, transaction.nonce),
    sealCheck(checkCookies.pkceCodeVerifier, transaction.codeVerifier),
  ])
  return sealed.join('; ')
}

/**
 * Exchanges the code and hands the answer to `onTokens`, which verifies and writes the sign-in.
 * @param query the callback's parameters, each at most once
 * @throws whatever `onTokens` threw, {@link ProviderUnavailable}, or Auth.js's own error where the answer was wrong
 */
export async function completeCodeFlow(
  query: URLSearchParams,
  transaction: LoginTransaction,
  onTokens: (answer: TokenAnswer) => Promise<SignedIn>,
): Promise<SignedIn> {
  let signedIn: SignedIn | null = null
  let failure: unknown = null
  const config = await configFor({
    signedIn: () => signedIn,
    async signIn({ account }) {
      try {
        signedIn = await onTokens((account ?? {}) as TokenAnswer)
        return true
      } catch (error) {
        failure = error
        return false
      }
    },
  })
  try {
    const answer = await runCallback(query, transaction, config)
    if (answer instanceof Response) throw new Error('Auth.js refused the callback')
  } catch (error) {
    throw failure ?? unwrapUnavailable(error)
  }
  if (!signedIn) throw failure ?? new Error('Auth.js ended the callback without a session')
  return signedIn
}

async function runCallback(
  query: URLSearchParams,
  transaction: LoginTransaction,
  config: AuthConfig,
): Promise<unknown> {
  const url = `${env().AUTH_URL}${paths.googleCallback}?${query}`
  const headers = { cookie: await checkCookieHeader(transaction) }
  return Auth(new Request(url, { headers }), config)
}

/**
 * Exchanges the code and hands the answer to `onTokens`; nobody is signed in, since Auth.js is told to refuse after it.
 * @throws as {@link completeCodeFlow}
 */
export async function exchangeCode<T>(
  query: URLSearchParams,
  transaction: LoginTransaction,
  onTokens: (answer: TokenAnswer) => Promise<T>,
): Promise<T> {
  const ended: { outcome?: { value: T }; failure?: unknown } = {}
  const config = await configFor({
    signedIn: () => null,
    async signIn({ account }) {
      try {
        ended.outcome = { value: await onTokens((account ?? {}) as TokenAnswer) }
      } catch (error) {
        ended.failure = error
      }
      return false
    },
  })
  try {
    await runCallback(query, transaction, config)
  } catch (error) {
    if (!ended.outcome) throw ended.failure ?? unwrapUnavailable(error)
  }
  if (ended.outcome) return ended.outcome.value
  throw ended.failure ?? new Error('Auth.js ended the callback without tokens')
}

/** Auth.js wraps what our fetch threw; whether the provider was in trouble decides what the person reads. */
function unwrapUnavailable(error: unknown): unknown {
  let current: unknown = error
  for (let depth = 0; depth < 6 && current; depth++) {
    if (current instanceof ProviderUnavailable) return current
    const { cause } = current as { cause?: unknown }
    current = (cause as { err?: unknown } | undefined)?.err ?? cause
  }
  return error
}
