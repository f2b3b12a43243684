import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  randomBytes,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'

export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export interface StoredKey extends JsonWebKey {
  kid: string
}

export async function createSigningKey(kid = randomBytes(20).toString('hex')): Promise<SigningKey> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return { kid, ...pair }
}

export function toPublicJwk(key: SigningKey): Record<string, unknown> {
  return { ...key.publicKey.export({ format: 'jwk' }), kid: key.kid, alg: 'RS256', use: 'sig' }
}

export function toStoredKey(key: SigningKey): StoredKey {
  return { ...key.privateKey.export({ format: 'jwk' }), kid: key.kid }
}

function fromStoredKey(stored: StoredKey): SigningKey {
  const privateKey = createPrivateKey({ key: stored, format: 'jwk' })
  return { kid: stored.kid, privateKey, publicKey: createPublicKey(privateKey) }
}

/** The published keys; the first one signs. */
export class KeyRing {
  #keys: SigningKey[]
  readonly #save: (keys: StoredKey[]) => void

  private constructor(keys: SigningKey[], save: (keys: StoredKey[]) => void) {
    this.#keys = keys
    this.#save = save
    this.#save(keys.map(toStoredKey))
  }

  static async open(
    stored: StoredKey[] | null,
    save: (keys: StoredKey[]) => void,
  ): Promise<KeyRing> {
    const keys = stored?.map(fromStoredKey) ?? []
    return new KeyRing(keys.length > 0 ? keys : [await createSigningKey()], save)
  }

  get active(): SigningKey {
    const [active] = this.#keys
    if (!active) throw new Error('the key ring is never empty')
    return active
  }

  /** `retire` takes every former key out of the JWKS; otherwise the last two stay, as at Google. */
  async rotate({ retire }: { retire: boolean }): Promise<SigningKey> {
    const next = await createSigningKey()
    this.#keys = [next, ...(retire ? [] : this.#keys.slice(0, 2))]
    this.#save(this.#keys.map(toStoredKey))
    return next
  }

  toJwks(): { keys: Record<string, unknown>[] } {
    return { keys: this.#keys.map(toPublicJwk) }
  }
}
