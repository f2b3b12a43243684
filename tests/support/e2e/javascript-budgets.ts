// What the pages may load of JavaScript beyond what the framework itself loads, both compressed by Next, with gzip. With
// Brotli, which browsers get, it is less.
import type { Person } from './local-google.ts'

export interface JavaScriptBudget {
  readonly path: string
  readonly as?: Person
  /** 1 kB is 1,000 bytes. A promise for the login page; for the others what they had when they were measured and a tenth. */
  readonly kilobytesBeyondFramework: number
}

export const javaScriptBudgets: readonly JavaScriptBudget[] = [
  { path: '/login', kilobytesBeyondFramework: 15 },
  { path: '/', kilobytesBeyondFramework: 15 },
  { path: '/privacy', kilobytesBeyondFramework: 15 },
  { path: '/help', kilobytesBeyondFramework: 15 },
  { path: '/products', as: 'ada', kilobytesBeyondFramework: 36 },
  { path: '/account', as: 'ada', kilobytesBeyondFramework: 28 },
  { path: '/account/delete', as: 'ada', kilobytesBeyondFramework: 27 },
  { path: '/admin', as: 'ada', kilobytesBeyondFramework: 39 },
]
