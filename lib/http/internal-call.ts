// How the edge guard proves to POST /auth/refresh that it is the guard, and says for whom it calls: a MAC under a subkey
// of AUTH_SECRET over the time and the client's address. Nobody outside can make one; one is good for half a minute.
import { base64url } from 'jose'
import { subkeys } from '@/lib/config/secrets'

export const internalCallHeader = 'x-gatehouse-internal-call'
/** Of the answer to such a call: why a session is over (lib/session/end-reason.ts). */
export const endReasonHeader = 'x-gatehouse-end-reason'
const lifetimeSeconds = 30

async function keyFrom(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  return crypto.subtle.importKey('raw', secret, algorithm, false, ['sign', 'verify'])
}

/** @param address the client's, as the guard knows it; null where no trusted proxy named one */
export async function signInternalCall(address: string | null, now: Date): Promise<string> {
  const [secret] = await subkeys('internalCall')
  const message = `${Math.floor(now.getTime() / 1_000)};${address ?? ''}`
  const bytes = new TextEncoder().encode(message)
  const mac = await crypto.subtle.sign('HMAC', await keyFrom(secret), bytes)
  return `${message};${base64url.encode(new Uint8Array(mac))}`
}

/** @returns the client's address the guard vouches for, or null where this is not the guard's call */
export async function openInternalCall(
  headers: Headers,
  now: Date,
): Promise<{ address: string | null } | null> {
  const parts = headers.get(internalCallHeader)?.split(';') ?? []
  const [time, address, mac] = parts
  if (parts.length !== 3 || !time || !mac || !/^\d{1,12}$/.test(time) || !/^[\w-]{43}$/.test(mac))
    return null
  if (Math.abs(now.getTime() / 1_000 - Number(time)) > lifetimeSeconds) return null
  const bytes = new TextEncoder().encode(`${time};${address}`)
  for (const secret of await subkeys('internalCall')) {
    const key = await keyFrom(secret)
    if (await crypto.subtle.verify('HMAC', key, new Uint8Array(base64url.decode(mac)), bytes))
      return { address: address || null }
  }
  return null
}
