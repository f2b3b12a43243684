import type { Folder } from './folder.ts'

type Payload = Record<string, unknown>

interface Row {
  payload: Payload
  expiresAtMs: number
}

const durableKinds = new Set(['Grant', 'RefreshToken', 'AccessToken'])
const fileName = 'grants.json'

/**
 * Everything the provider remembers, in memory; grants and tokens also in the data folder, so
 * that a restarted demo still honours them. Plain text on purpose: the accounts are made up.
 */
export class Storage {
  readonly #rows = new Map<string, Row>()
  readonly #folder: Folder

  constructor(folder: Folder) {
    this.#folder = folder
    const stored = folder.read(fileName) as [string, Row][] | null
    for (const [key, row] of stored ?? []) this.#rows.set(key, row)
  }

  get(kind: string, id: string): Payload | undefined {
    const row = this.#rows.get(`${kind}:${id}`)
    return row && row.expiresAtMs > Date.now() ? row.payload : undefined
  }

  set(kind: string, id: string, payload: Payload, seconds: number | undefined): void {
    this.#dropExpired()
    const expiresAtMs = seconds ? Date.now() + seconds * 1000 : Number.MAX_SAFE_INTEGER
    this.#rows.set(`${kind}:${id}`, { payload, expiresAtMs })
    if (durableKinds.has(kind)) this.#save()
  }

  delete(kind: string, id: string): void {
    if (this.#rows.delete(`${kind}:${id}`) && durableKinds.has(kind)) this.#save()
  }

  /** The unexpired rows of a kind, as [id, payload]. */
  list(kind: string): [string, Payload][] {
    const prefix = `${kind}:`
    return [...this.#rows]
      .filter(([key, row]) => key.startsWith(prefix) && row.expiresAtMs > Date.now())
      .map(([key, row]) => [key.slice(prefix.length), row.payload])
  }

  /** The tokens and codes issued under a grant, not the grant itself. */
  deleteIssuedUnder(grantId: string): void {
    for (const [key, row] of this.#rows) {
      if (row.payload.grantId === grantId) this.#rows.delete(key)
    }
    this.#save()
  }

  /** What oidc-provider calls an adapter: one object per kind. */
  toAdapter(kind: string) {
    const findBy = (field: string, value: string) =>
      this.list(kind).find(([, payload]) => payload[field] === value)?.[1]
    return {
      find: async (id: string) => this.get(kind, id),
      findByUid: async (uid: string) => findBy('uid', uid),
      findByUserCode: async (code: string) => findBy('userCode', code),
      upsert: async (id: string, payload: Payload, seconds?: number) =>
        this.set(kind, id, payload, seconds),
      consume: async (id: string) => {
        const payload = this.get(kind, id)
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      destroy: async (id: string) => this.delete(kind, id),
      revokeByGrantId: async (grantId: string) => this.deleteIssuedUnder(grantId),
    }
  }

  #dropExpired(): void {
    const now = Date.now()
    for (const [key, row] of this.#rows) if (row.expiresAtMs <= now) this.#rows.delete(key)
  }

  #save(): void {
    const durable = [...this.#rows].filter(([key]) => durableKinds.has(key.split(':')[0] ?? ''))
    this.#folder.write(fileName, durable)
  }
}
