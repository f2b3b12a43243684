import type { Grant, Provider } from 'oidc-provider'
import { toScopeNames } from './scopes.ts'
import type { Storage } from './storage.ts'

/**
 * One grant per account and client, as at Google: it collects every scope ever granted, and
 * withdrawing it takes all of them and every token with it.
 */
export class Consents {
  readonly #provider: Provider
  readonly #storage: Storage

  constructor(provider: Provider, storage: Storage) {
    this.#provider = provider
    this.#storage = storage
  }

  async getGrant(sub: string, clientId: string): Promise<Grant | null> {
    const row = this.#storage
      .list('Grant')
      .find(([, payload]) => payload.accountId === sub && payload.clientId === clientId)
    return row ? ((await this.#provider.Grant.find(row[0])) ?? null) : null
  }

  async listGranted(sub: string, clientId: string): Promise<string[]> {
    const grant = await this.getGrant(sub, clientId)
    return grant ? toScopeNames(grant.getOIDCScope()) : []
  }

  /** Answers the grant's id. Adds `allowed` to what was granted before. `refused` holds for this login only. */
  async save(
    sub: string,
    clientId: string,
    { allowed, refused }: { allowed: string[]; refused: string[] },
  ): Promise<string> {
    const grant =
      (await this.getGrant(sub, clientId)) ?? new this.#provider.Grant({ accountId: sub, clientId })
    delete grant.rejected
    if (allowed.length > 0) grant.addOIDCScope(allowed.join(' '))
    if (refused.length > 0) grant.rejectOIDCScope(refused.join(' '))
    return grant.save()
  }

  withdraw(grantId: string): void {
    this.#storage.deleteIssuedUnder(grantId)
    this.#storage.delete('Grant', grantId)
  }

  /** Answers how many grants there were. */
  withdrawAll(sub?: string): number {
    const grants = this.#storage
      .list('Grant')
      .filter(([, payload]) => sub === undefined || payload.accountId === sub)
    for (const [grantId] of grants) this.withdraw(grantId)
    return grants.length
  }
}
