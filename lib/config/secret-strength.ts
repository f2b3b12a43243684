import { base64url } from 'jose'

const minBytes = 32
// 32 random bytes hold 30 distinct values on average; fewer than 20 happens once in 10^9 draws.
const minDistinctBytes = 20
const readableWords = /secret|changeme|example|password|gatehouse|replace/i
const fix = 'generate one with: openssl rand -base64 33'

function decode(value: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return null
  const bare = value.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  // One character alone encodes less than a byte.
  return bare.length % 4 === 1 ? null : base64url.decode(bare)
}

/** A short text, written again and again. */
function isRepetition(value: string): boolean {
  for (let period = 1; period <= value.length / 2; period++)
    if (value.slice(period) === value.slice(0, -period)) return true
  return false
}

/** Says what is wrong with a secret, or null. Refuses what a person typed, however long. */
export function faultOfSecret(value: string): string | null {
  const bytes = decode(value)
  if (!bytes) return `must be base64; ${fix}`
  if (bytes.length < minBytes) return `must hold at least ${minBytes} bytes; ${fix}`
  if (readableWords.test(value)) return `looks like an example, not like random bytes; ${fix}`
  if (new Set(bytes).size < minDistinctBytes || isRepetition(value))
    return `is too regular to be random; ${fix}`
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f))
    return `is encoded text, not random bytes; ${fix}`
  return null
}
