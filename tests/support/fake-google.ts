// Google's token endpoint and APIs as a test wants them, on one origin: what the local Google is too honest for. It
// counts, records every request to the letter, and keeps nothing it does not need.
import { randomUUID } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CryptoKey, SignJWT, exportJWK, generateKeyPair } from 'jose'

export interface ApiRequest {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly rawHeaders: readonly string[]
  readonly token: string
}

type ApiAnswer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>
/** Members replace those of an honest answer, `undefined` leaves one out; a status other than 200 is no answer of tokens. */
export type RenewalAnswer = {
  status?: number
  body?: unknown
  delayMs?: number
  hang?: boolean
  reset?: boolean
  merge?: Record<string, unknown>
  idTokenClaims?: Record<string, unknown>
}

export class FakeGoogle {
  readonly issuer: string
  readonly clientId: string
  /** Every request to the APIs. */
  readonly requests: ApiRequest[] = []
  /** The refresh token of each renewal. */
  readonly renewals: string[] = []
  readonly revocations: string[] = []
  /** How a renewal is answered; honestly by default. */
  onRenewal: (refreshToken: string, count: number) => RenewalAnswer = () => ({})
  onApi: ApiAnswer = (_, response) => {
    response.setHeader('content-type', 'application/json; charset=UTF-8').end('{"items":[]}')
  }
  onRevocation: (response: ServerResponse) => void = (response) => void response.end('{}')
  readonly #keys: { privateKey: CryptoKey; jwk: object }
  readonly #stop: () => Promise<void>
  #issued = 0

  private constructor(
    issuer: string,
    clientId: string,
    keys: { privateKey: CryptoKey; jwk: object },
    stop: () => Promise<void>,
  ) {
    this.issuer = issuer
    this.clientId = clientId
    this.#keys = keys
    this.#stop = stop
  }

  static async start(clientId: string): Promise<FakeGoogle> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    const jwk = { ...(await exportJWK(publicKey)), kid: 'fake', alg: 'RS256', use: 'sig' }
    const google = new FakeGoogle(issuer, clientId, { privateKey, jwk }, () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    })
    server.on('request', (request, response) => {
      google.#answer(request, response).catch(() => response.destroy())
    })
    return google
  }

  stop(): Promise<void> {
    return this.#stop()
  }

  /** Honest again, with nothing recorded. */
  reset(): void {
    this.requests.length = 0
    this.renewals.length = 0
    this.revocations.length = 0
    this.onRenewal = () => ({})
    this.onApi = (_, response) => {
      response.setHeader('content-type', 'application/json; charset=UTF-8').end('{"items":[]}')
    }
    this.onRevocation = (response) => void response.end('{}')
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', this.issuer)
    if (pathname === '/.well-known/openid-configuration')
      return sendJson(response, 200, this.#metadata())
    if (pathname === '/keys') return sendJson(response, 200, { keys: [this.#keys.jwk] })
    if (pathname === '/token') return this.#answerRenewal(request, response)
    if (pathname === '/revoke') {
      this.revocations.push(new URLSearchParams(await readText(request)).get('token') ?? '')
      return this.onRevocation(response)
    }
    const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const { method = '', url: target = '', headers, rawHeaders } = request
    this.requests.push({ method, target, headers, rawHeaders, token })
    await this.onApi(request, response)
  }

  #metadata() {
    const { issuer } = this
    return {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/keys`,
      revocation_endpoint: `${issuer}/revoke`,
    }
  }

  async #answerRenewal(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refreshToken = new URLSearchParams(await readText(request)).get('refresh_token') ?? ''
    this.renewals.push(refreshToken)
    const answer = this.onRenewal(refreshToken, this.renewals.length)
    if (answer.delayMs) await sleep(answer.delayMs)
    if (answer.hang) return
    if (answer.reset) return void request.socket.resetAndDestroy()
    if (answer.status !== undefined && answer.status !== 200)
      return sendJson(response, answer.status, answer.body ?? {})
    if (answer.body !== undefined) return sendJson(response, 200, answer.body)
    const idToken = answer.idTokenClaims && (await this.#signIdToken(answer.idTokenClaims))
    sendJson(response, 200, {
      access_token: accessTokenFor(refreshToken, ++this.#issued),
      expires_in: 3599,
      token_type: 'Bearer',
      ...(idToken && { id_token: idToken }),
      ...answer.merge,
    })
  }

  #signIdToken(claims: Record<string, unknown>): Promise<string> {
    return new SignJWT({ iss: this.issuer, aud: this.clientId, jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'fake' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(this.#keys.privateKey)
  }
}

/** Says whose it is: the refresh token it came from stands in it. */
function accessTokenFor(refreshToken: string, count: number): string {
  return `ya29.renewed-${refreshToken.replace('1//', '')}-${count}`
}

/** The user that a token of `accessTokenFor` or of a test belongs to, by the name in it: `ya29.…-<name>-<number>`. */
export function ownerOf(token: string): string {
  return /-([0-9a-f-]{36})-\d+$/.exec(token)?.[1] ?? ''
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json' }).end(text)
}
