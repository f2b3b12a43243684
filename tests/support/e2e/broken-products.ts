// A fault of ours, provoked: the table behind the products is not there, which is no outage.
import { queryDatabase } from '../query-database.ts'
import type { WorkerSite } from '../stack/worker-site.ts'

export function breakProducts({ addresses }: WorkerSite): Promise<unknown> {
  return queryDatabase(addresses, 'ALTER TABLE products RENAME TO products_away')
}

/** Nothing happens where nothing is broken. */
export function mendProducts({ addresses }: WorkerSite): Promise<unknown> {
  return queryDatabase(addresses, 'ALTER TABLE IF EXISTS products_away RENAME TO products')
}
