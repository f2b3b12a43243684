// From the runs of one page in one form factor to one line of the table.
import type { Audit, FormFactor } from './audit-page.ts'
import { categories, leastOf, type AuditedPage, type Category } from './audited-pages.ts'
import { medianOf } from './median.ts'

export interface Verdict {
  readonly page: AuditedPage
  readonly formFactor: FormFactor
  readonly scores: Readonly<Record<Category, number>>
  readonly lcpMilliseconds: number
  readonly cumulativeShift: number
  readonly blockingMilliseconds: number
  /** The categories below their budget. */
  readonly missed: readonly Category[]
  readonly faults: readonly string[]
}

/** Each figure is the median of its runs. */
export function judge(page: AuditedPage, formFactor: FormFactor, runs: readonly Audit[]): Verdict {
  const median = (figure: (run: Audit) => number) => medianOf(runs.map(figure))
  const scores = Object.fromEntries(
    categories.map((category) => [category, median((run) => run.scores[category])]),
  ) as Record<Category, number>
  return {
    page,
    formFactor,
    scores,
    lcpMilliseconds: median((run) => run.lcpMilliseconds),
    cumulativeShift: median((run) => run.cumulativeShift),
    blockingMilliseconds: median((run) => run.blockingMilliseconds),
    missed: categories.filter((category) => scores[category] < leastOf(page, category)),
    faults: [...new Set(runs.flatMap((run) => run.faults))],
  }
}

const header = 'page        form      perf  a11y  best   seo      LCP    CLS      TBT  budget'

export function toTable(verdicts: readonly Verdict[]): string {
  return [header, ...verdicts.map(toLine)].join('\n')
}

function toLine(verdict: Verdict): string {
  const { page, formFactor, scores, missed } = verdict
  const budget = categories.map((category) => leastOf(page, category)).join('/')
  return [
    page.name.padEnd(11),
    formFactor.padEnd(8),
    ...categories.map((category) => String(scores[category]).padStart(5)),
    `${Math.round(verdict.lcpMilliseconds)} ms`.padStart(8),
    verdict.cumulativeShift.toFixed(3).padStart(6),
    `${Math.round(verdict.blockingMilliseconds)} ms`.padStart(8),
    ` ${budget}${missed.length > 0 ? `  below: ${missed.join(', ')}` : ''}`,
  ].join(' ')
}
