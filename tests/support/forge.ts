// Tokens from the tests' own AUTH_SECRET, derived here once more from what docs/decisions/0003 and 0004 say, so that the
// site's code is compared with its contract and not with itself.
import {
  type KeyObject,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import { SignJWT, calculateJwkThumbprint } from 'jose'

function subkey(secret: string, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `gatehouse ${label} v1`, 32))
}

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

export interface SigningKey {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly kid: string
}

export async function toSigningKey(seed: Buffer): Promise<SigningKey> {
  const der = Buffer.concat([pkcs8Prefix, seed])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  return { privateKey, publicKey, kid: await calculateJwkThumbprint(publicKey) }
}

/** The key the site signs access tokens with. */
export function siteSigningKey(authSecret: string): Promise<SigningKey> {
  return toSigningKey(subkey(authSecret, 'access-token ed25519 seed'))
}

export interface Subject {
  readonly userId: string
  readonly sessionId: string
}

export type Claims = Record<string, unknown>

/** What the site itself would put into a token for `subject`. */
export function honestClaims(authUrl: string, { userId, sessionId }: Subject): Claims {
  const now = Math.floor(Date.now() / 1_000)
  return {
    ...{ iss: authUrl, aud: authUrl, sub: userId, sid: sessionId, jti: randomUUID() },
    ...{ iat: now, exp: now + 900, role: 'user', email: 'forged@example.com' },
  }
}

export interface Forgery {
  /** Replace honest claims; `undefined` leaves one out. */
  readonly claims?: Claims
  readonly header?: Claims
  /** Signs in place of the site's own key. */
  readonly key?: KeyObject | Uint8Array
}

type Site = { readonly authUrl: string; readonly authSecret: string }

/** A token signed with the site's own key unless told otherwise; honest but for what `forgery` changes. */
export async function forgeAccessToken(
  { authUrl, authSecret }: Site,
  subject: Subject,
  { claims, header, key }: Forgery = {},
): Promise<string> {
  const own = await siteSigningKey(authSecret)
  const payload = { ...honestClaims(authUrl, subject), ...claims }
  return new SignJWT(JSON.parse(JSON.stringify(payload)) as Claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: own.kid, ...header })
    .sign(key ?? own.privateKey)
}

function encode(part: unknown): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
}

/** For what no library agrees to sign: any header, any payload, and a signature made by `signer`. */
export function assembleToken(
  header: unknown,
  payload: unknown,
  signer: (input: string) => Buffer | string = () => '',
): string {
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${Buffer.from(signer(input)).toString('base64url')}`
}

/** @param secret 32 bytes that the site would have drawn at random */
export function mintRefreshToken(
  authSecret: string,
  sessionId: string,
  secret: Buffer = randomBytes(32),
): string {
  const body = Buffer.concat([Buffer.from(sessionId.replaceAll('-', ''), 'hex'), secret])
  const mac = createHmac('sha256', subkey(authSecret, 'refresh-token mac')).update(body).digest()
  return Buffer.concat([body, mac.subarray(0, 16)]).toString('base64url')
}

export function sessionIdOf(refreshToken: string): string {
  const hex = Buffer.from(refreshToken, 'base64url').subarray(0, 16).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What a refresh token turns into at its rotation. */
export function successorOf(authSecret: string, refreshToken: string): string {
  const key = subkey(authSecret, 'refresh-token successor')
  const secret = createHmac('sha256', key).update(refreshToken).digest()
  return mintRefreshToken(authSecret, sessionIdOf(refreshToken), secret)
}

/** What the database keeps of a refresh token. */
export function hashOf(refreshToken: string): Buffer {
  return createHash('sha256').update(refreshToken).digest()
}
