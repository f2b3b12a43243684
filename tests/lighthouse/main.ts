// Lighthouse itself (local/cli/lighthouse.mjs starts it). Prints one table and exits non-zero where a budget is missed.
// The machine is part of what is measured: where it does something else at the moment, performance falls; --runs 3 takes
// the median of three.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { BrowserContext, Cookie } from '@playwright/test'
import { buildBareApp, startBareApp } from '../../local/cli/bare-app.mjs'
import { stopAll } from '../../local/cli/processes.mjs'
import { inData } from '../../local/cli/project.mjs'
import { step } from '../../local/cli/progress.mjs'
import { untilAnswering } from '../../local/cli/services.mjs'
import { findFreePort } from '../../local/ports.mjs'
import { openBrowserWithProfile } from '../support/e2e/browser.ts'
import { isSessionCookie } from '../support/e2e/session-cookies.ts'
import { signIn } from '../support/e2e/sign-in.ts'
import { startOwnSite } from '../support/stack/own-site.ts'
import { auditPage, formFactors, type Audit, type FormFactor } from './audit-page.ts'
import { auditedPages, bareApp, type AuditedPage } from './audited-pages.ts'
import { judge, toTable, type Verdict } from './verdict.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1' }, only: { type: 'string' } },
})
const runs = Number(values.runs)
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a whole number above 0')
const only = values.only?.split(',')
const everyPage = [bareApp, ...auditedPages]
const wanted = everyPage.filter(({ name }) => !only || only.includes(name))
if (wanted.length === 0) {
  throw new Error(`--only takes some of: ${everyPage.map(({ name }) => name).join(', ')}`)
}

const reportFolder = path.dirname(inData('lighthouse', 'report.json'))
mkdirSync(reportFolder, { recursive: true })

async function auditBareApp(): Promise<Verdict[]> {
  await step('building the bare app', buildBareApp)
  const port = (await findFreePort()) as number
  const app = startBareApp(port, path.join(reportFolder, 'bare-app.log'))
  try {
    const siteUrl = `http://localhost:${port}`
    await untilAnswering(siteUrl, app, 'The bare app')
    return await auditAs(undefined, [bareApp], siteUrl)
  } finally {
    await app.stop()
  }
}

async function auditSite(pagesOfSite: readonly AuditedPage[]): Promise<Verdict[]> {
  const site = await startOwnSite('lighthouse')
  try {
    const verdicts: Verdict[] = []
    for (const as of [undefined, ...new Set(pagesOfSite.flatMap((page) => page.as ?? []))]) {
      const pages = pagesOfSite.filter((page) => page.as === as)
      if (pages.length > 0) verdicts.push(...(await auditAs(as, pages, site.addresses.authUrl)))
    }
    return verdicts
  } finally {
    await site.stop()
  }
}

async function auditAs(as: AuditedPage['as'], pages: readonly AuditedPage[], siteUrl: string) {
  const visitor: Visitor = { siteUrl, cookies: [] }
  if (as) await inFreshBrowser(visitor, async (_, context) => signIn(await context.newPage(), as))
  const verdicts: Verdict[] = []
  for (const page of pages)
    for (const formFactor of formFactors) {
      const audits = await auditRepeatedly(page, formFactor, visitor)
      verdicts.push(judge(page, formFactor, audits))
    }
  return verdicts
}

async function auditRepeatedly(page: AuditedPage, formFactor: FormFactor, visitor: Visitor) {
  const audits: Audit[] = []
  const url = visitor.siteUrl + page.path
  await step(`${page.name}, ${formFactor}`, async () => {
    // A server that was just started answers its first request slowly, and no later one.
    await fetch(url, { redirect: 'manual' })
    for (let run = 1; run <= runs; run++) {
      const audit = await inFreshBrowser(visitor, (debuggingPort) =>
        auditPage({ url, page, formFactor, debuggingPort }),
      )
      writeFileSync(
        path.join(reportFolder, `${page.name}-${formFactor}-${run}.json`),
        JSON.stringify(audit.report),
      )
      audits.push(audit)
    }
  })
  return audits
}

interface Visitor {
  readonly siteUrl: string
  cookies: Cookie[]
}

/**
 * One audit, one browser. A browser that has shown other pages keeps their scripts, looks through all of them when it
 * begins to record, and the more there are the more of the next page's time that takes.
 */
async function inFreshBrowser<T>(
  visitor: Visitor,
  use: (debuggingPort: number, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const debuggingPort = (await findFreePort()) as number
  const context = await openBrowserWithProfile({ baseURL: visitor.siteUrl, debuggingPort })
  try {
    await context.addCookies(visitor.cookies)
    const result = await use(debuggingPort, context)
    // A refresh token is used once: the next browser goes on with its successor.
    visitor.cookies = (await context.cookies()).filter(isSessionCookie)
    return result
  } finally {
    await context.close()
  }
}

const pagesOfSite = wanted.filter((page) => page !== bareApp)
const verdicts = wanted.includes(bareApp) ? await auditBareApp() : []
if (pagesOfSite.length > 0) verdicts.push(...(await auditSite(pagesOfSite)))
console.log(`\n${toTable(verdicts)}\n`)
const missed = verdicts.filter((verdict) => verdict.missed.length > 0)
for (const { page, formFactor, faults } of missed) {
  console.log(`${page.name}, ${formFactor}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
}
console.log(`\n${verdicts.length - missed.length} within budget, ${missed.length} below it.`)
console.log(`The reports are in .data/lighthouse (${runs} run${runs === 1 ? '' : 's'} each).`)
await stopAll()
process.exit(missed.length > 0 ? 1 : 0)
