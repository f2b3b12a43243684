// JavaScript costs who has a slow phone the most: how much of it each page loads, and that it does not grow unnoticed.
import path from 'node:path'
import type { Page } from '@playwright/test'
import { buildBareApp, startBareApp } from '../../local/cli/bare-app.mjs'
import { findFreePort } from '../../local/ports.mjs'
import { type JavaScriptBudget, javaScriptBudgets } from '../support/e2e/javascript-budgets.ts'
import { findStack } from '../support/stack/from-environment.ts'
import { expect, test } from '../support/e2e/test.ts'

// The framework alone is served by Next, which knows no Brotli, and ours by the front door, which does: like is compared
// with like.
const gzipOnly = { extraHTTPHeaders: { 'accept-encoding': 'gzip' } }
test.use(gzipOnly)

// TypeScript's library does not have it yet.
interface Timing extends PerformanceResourceTiming {
  readonly contentEncoding: string
}

const table: string[] = []

interface Script {
  readonly address: string
  readonly bytes: number
  readonly coding: string
}

/** The scripts of a page as they come over the wire, also those that were in the cache already. */
async function scriptsOf(page: Page, address: string): Promise<Script[]> {
  await page.goto(address, { waitUntil: 'networkidle' })
  const scripts = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as Timing[])
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .map(({ name, encodedBodySize, contentEncoding }) => ({
        address: name,
        bytes: encodedBodySize,
        coding: contentEncoding,
      })),
  )
  // Next leaves what is smaller than a kilobyte as it is.
  for (const { coding } of scripts) expect(['gzip', '']).toContain(coding)
  return scripts
}

function total(bytes: readonly number[]): number {
  return bytes.reduce((sum, one) => sum + one, 0)
}

/** What a browser of today gets instead. */
async function brotliBytesOf({ request }: Page, scripts: readonly Script[]): Promise<number> {
  const headers = { 'accept-encoding': 'br' }
  const lengths = scripts.map(async ({ address }) =>
    Number((await request.head(address, { headers })).headers()['content-length']),
  )
  return total(await Promise.all(lengths))
}

let frameworkBytes = 0
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  await buildBareApp()
  const port = (await findFreePort()) as number
  const app = startBareApp(port, path.join(findStack()!.logFolder, 'bare-app.log'))
  const page = await browser.newPage(gzipOnly)
  await expect(async () => {
    const scripts = await scriptsOf(page, `http://127.0.0.1:${port}/`)
    frameworkBytes = total(scripts.map(({ bytes }) => bytes))
  }).toPass({ timeout: 60_000 })
  await page.close()
  await app.stop()
  expect(frameworkBytes).toBeGreaterThan(50_000)
})

test.afterAll(() => console.log(toTable()))

function toTable(): string {
  const framework = `the framework alone     ${inKilobytes(frameworkBytes)} kB`
  return ['', 'JavaScript, by gzip', framework, ...table, ''].join('\n')
}

function inKilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1).padStart(6)
}

function toLine(
  { path: address, kilobytesBeyondFramework: most }: JavaScriptBudget,
  bytes: number,
  brotliBytes: number,
) {
  const beyond = `${inKilobytes(bytes - frameworkBytes)} kB beyond it (at most ${most} kB)`
  return `${address.padEnd(23)} ${inKilobytes(bytes)} kB, ${beyond}; by Brotli ${inKilobytes(brotliBytes)} kB`
}

for (const budget of javaScriptBudgets) {
  test(`${budget.path} loads little more than the framework itself`, async ({
    page,
    signedInAs,
  }) => {
    if (budget.as) await signedInAs(budget.as, budget.path)
    const scripts = await scriptsOf(page, budget.path)
    const bytes = total(scripts.map((script) => script.bytes))
    expect(new URL(page.url()).pathname).toBe(budget.path)
    table.push(toLine(budget, bytes, await brotliBytesOf(page, scripts)))
    expect((bytes - frameworkBytes) / 1_000).toBeLessThanOrEqual(budget.kilobytesBeyondFramework)
  })
}
