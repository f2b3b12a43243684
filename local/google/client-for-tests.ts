import { createHash, randomBytes } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'
import type { LoginOutcome } from './headless-login.ts'
import { startLocalGoogle, type LocalGoogle } from './local-google.ts'

export const client = {
  id: 'gatehouse-test.apps.googleusercontent.example',
  secret: 'a+secret/with%reserved:characters-and-length',
  redirectUris: ['http://localhost:3000/auth/callback/google'],
}
export const redirectUri = 'http://localhost:3000/auth/callback/google'

export interface TokenAnswer {
  access_token: string
  id_token: string
  refresh_token?: string
  scope: string
  token_type: string
  expires_in: number
  error?: string
}

/** A relying party in a few lines, speaking to a local Google on a free port. */
export class TestClient {
  readonly google: LocalGoogle
  readonly #verifier = randomBytes(32).toString('base64url')

  constructor(google: LocalGoogle) {
    this.google = google
  }

  static async start(dataPath?: string): Promise<TestClient> {
    return new TestClient(await startLocalGoogle({ port: 0, client, dataPath }))
  }

  get issuer(): string {
    return this.google.issuer
  }

  toAuthorizationUrl(params: Record<string, string> = {}): string {
    const url = new URL('/o/oauth2/v2/auth', this.issuer)
    url.search = new URLSearchParams({
      client_id: client.id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid email profile',
      state: 'the state',
      nonce: 'the nonce',
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...params,
    }).toString()
    return url.href
  }

  async control(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.issuer}/control/${path}`, {
      method,
      headers: { 'x-local-google-control': '1', 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  }

  async set(settings: unknown): Promise<void> {
    const response = await this.control('PATCH', 'state', settings)
    if (response.status !== 200) throw new Error(await response.text())
  }

  async login(
    persona: string,
    params: Record<string, string> = {},
    decision: Record<string, unknown> = {},
  ): Promise<LoginOutcome & { callback: URLSearchParams }> {
    const authorizationUrl = this.toAuthorizationUrl(params)
    const response = await this.control('POST', 'login', { authorizationUrl, persona, ...decision })
    const outcome = (await response.json()) as LoginOutcome
    const callback = new URL(outcome.location ?? 'none:').searchParams
    return { ...outcome, callback }
  }

  /** RFC 6749 §2.3.1: id and secret are form-encoded before base64. */
  async askToken(form: Record<string, string>): Promise<Response> {
    const encode = (part: string) => new URLSearchParams({ part }).toString().slice(5)
    const credentials = `${encode(client.id)}:${encode(client.secret)}`
    return fetch(`${this.issuer}/token`, {
      method: 'POST',
      redirect: 'manual',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams(form),
    })
  }

  async exchange(code: string): Promise<Response> {
    return this.askToken({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: this.#verifier,
    })
  }

  async getTokens(persona: string, params: Record<string, string> = {}): Promise<TokenAnswer> {
    const { callback } = await this.login(persona, params)
    const response = await this.exchange(callback.get('code') ?? '')
    return (await response.json()) as TokenAnswer
  }

  async verify(idToken: string): Promise<JWTPayload> {
    const response = await fetch(`${this.issuer}/oauth2/v3/certs`)
    const jwks = createLocalJWKSet((await response.json()) as JSONWebKeySet)
    const { payload } = await jwtVerify(idToken, jwks, {
      issuer: this.issuer,
      audience: client.id,
      algorithms: ['RS256'],
    })
    return payload
  }
}
