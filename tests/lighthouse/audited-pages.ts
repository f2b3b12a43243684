// What Lighthouse looks at, and the least it may score. Where a page is meant to be what an audit marks down, that audit is
// left out and the rest of its category stays: a page behind the sign-in asks not to be indexed, and a page that does not
// exist answers 404, which the console repeats.
import type { Person } from '../support/e2e/local-google.ts'

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export type Category = (typeof categories)[number]

export interface AuditedPage {
  readonly name: string
  readonly path: string
  readonly as?: Person
  /** The least of 100; 100 for a category that is not named. */
  readonly leastPerformance: number
  readonly leftOut?: readonly string[]
  /** Not ours, and measured to know what is: it has no budget. */
  readonly isComparison?: boolean
  /** The page is for an answer that is no success. */
  readonly isErrorPage?: boolean
}

const mayNotBeIndexed = ['is-crawlable']

export const auditedPages: readonly AuditedPage[] = [
  { name: 'landing', path: '/', leastPerformance: 100 },
  { name: 'login', path: '/login', leastPerformance: 100 },
  { name: 'help', path: '/help', leastPerformance: 95 },
  {
    name: 'not-found',
    path: '/nowhere',
    leastPerformance: 95,
    isErrorPage: true,
    leftOut: [...mayNotBeIndexed, 'http-status-code', 'errors-in-console'],
  },
  {
    name: 'products',
    path: '/products',
    as: 'ada',
    leastPerformance: 95,
    leftOut: mayNotBeIndexed,
  },
  { name: 'account', path: '/account', as: 'ada', leastPerformance: 95, leftOut: mayNotBeIndexed },
  { name: 'admin', path: '/admin', as: 'ada', leastPerformance: 95, leftOut: mayNotBeIndexed },
]

/** The framework alone (local/cli/bare-app.mjs): no page of ours can be expected to be quicker on the same machine. */
export const bareApp: AuditedPage = {
  name: 'bare-app',
  path: '/',
  leastPerformance: 0,
  isComparison: true,
}

/** A small answer of the page's site that is no page itself. */
export function blankPathOf(page: AuditedPage): string {
  return page.isComparison ? '/blank.txt' : '/health/live'
}

export function leastOf(page: AuditedPage, category: Category): number {
  if (page.isComparison) return 0
  return category === 'performance' ? page.leastPerformance : 100
}
