// One page in one form factor: Lighthouse in the browser that has signed in, so that the page is the one a person sees.
import lighthouse, { desktopConfig, type Flags, type Result } from 'lighthouse'
import { blankPathOf, categories, type AuditedPage, type Category } from './audited-pages.ts'

export const formFactors = ['mobile', 'desktop'] as const

export type FormFactor = (typeof formFactors)[number]

export interface Audit {
  readonly scores: Readonly<Record<Category, number>>
  readonly lcpMilliseconds: number
  readonly cumulativeShift: number
  readonly blockingMilliseconds: number
  /** What cost points, by category. */
  readonly faults: readonly string[]
  readonly report: Result
}

export interface Auditing {
  readonly url: string
  readonly page: AuditedPage
  readonly formFactor: FormFactor
  readonly debuggingPort: number
}

export async function auditPage({ url, page, formFactor, debuggingPort }: Auditing) {
  const flags: Flags = {
    port: debuggingPort,
    output: 'json',
    logLevel: 'error',
    onlyCategories: [...categories],
    skipAudits: page.leftOut ? [...page.leftOut] : null,
    ignoreStatusCode: page.isErrorPage ?? false,
    // Where Lighthouse starts from. From about:blank Chromium changes to a process that may join the trace only after the
    // page has begun in it, and then Lighthouse finds no beginning (NO_NAVSTART); an answer of the same site has that
    // process running already.
    blankPage: new URL(blankPathOf(page), url).href,
    // Each page is met with an empty cache. The session's cookies stay: Lighthouse clears them only when it is told to.
    disableStorageReset: false,
  }
  const config = formFactor === 'desktop' ? desktopConfig : undefined
  const result = await lighthouse(url, flags, config)
  const report = result?.lhr
  if (!report || report.runtimeError) {
    throw new Error(`Lighthouse on ${url}: ${report?.runtimeError?.message ?? 'no result'}`)
  }
  if (new URL(report.finalDisplayedUrl).pathname !== page.path) {
    throw new Error(`${page.path} led to ${report.finalDisplayedUrl}: that is another page`)
  }
  return toAudit(report)
}

function toAudit(report: Result): Audit {
  const scores = categories.map((id) => [id, Math.round((report.categories[id]?.score ?? 0) * 100)])
  const valueOf = (id: string) => report.audits[id]?.numericValue ?? Number.NaN
  return {
    scores: Object.fromEntries(scores) as Record<Category, number>,
    lcpMilliseconds: valueOf('largest-contentful-paint'),
    cumulativeShift: valueOf('cumulative-layout-shift'),
    blockingMilliseconds: valueOf('total-blocking-time'),
    faults: categories.flatMap((id) => faultsOf(report, id)),
    report,
  }
}

function faultsOf(report: Result, category: Category): string[] {
  const weighty = report.categories[category]?.auditRefs.filter(({ weight }) => weight > 0) ?? []
  return weighty
    .map(({ id }) => report.audits[id]!)
    .filter(({ score }) => score !== null && score < 1)
    .map(({ id, title, displayValue }) => `${category}: ${id} (${displayValue ?? title})`)
}
