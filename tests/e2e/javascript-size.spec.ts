// JavaScript costs who has a slow phone the most: how much of it each page loads, and that it does not grow unnoticed.
import path from 'node:path'
import type { Page } from '@playwright/test'
import { buildBareApp, startBareApp } from '../../local/cli/bare-app.mjs'
import { findFreePort } from '../../local/ports.mjs'
import { type JavaScriptBudget, javaScriptBudgets } from '../support/e2e/javascript-budgets.ts'
import { findStack } from '../support/stack/from-environment.ts'
import { expect, test } from '../support/e2e/test.ts'

const table: string[] = []

/** What the scripts of a page weigh on the wire, also those that were in the cache already. */
async function scriptBytesOf(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'networkidle' })
  return page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .reduce((total, { encodedBodySize }) => total + encodedBodySize, 0),
  )
}

let frameworkBytes = 0
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  await buildBareApp()
  const port = (await findFreePort()) as number
  const app = startBareApp(port, path.join(findStack()!.logFolder, 'bare-app.log'))
  const page = await browser.newPage()
  await expect(async () => {
    frameworkBytes = await scriptBytesOf(page, `http://127.0.0.1:${port}/`)
  }).toPass({ timeout: 60_000 })
  await page.close()
  await app.stop()
  expect(frameworkBytes).toBeGreaterThan(50_000)
})

test.afterAll(() => console.log(toTable()))

function toTable(): string {
  const framework = `the framework alone     ${inKilobytes(frameworkBytes)} kB`
  return ['', 'JavaScript, compressed', framework, ...table, ''].join('\n')
}

function inKilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1).padStart(6)
}

function toLine(
  { path: address, kilobytesBeyondFramework: most }: JavaScriptBudget,
  bytes: number,
) {
  const beyond = bytes - frameworkBytes
  return `${address.padEnd(23)} ${inKilobytes(bytes)} kB, ${inKilobytes(beyond)} kB beyond it (at most ${most} kB)`
}

for (const budget of javaScriptBudgets) {
  test(`${budget.path} loads little more than the framework itself`, async ({
    page,
    signedInAs,
  }) => {
    if (budget.as) await signedInAs(budget.as, budget.path)
    const bytes = await scriptBytesOf(page, budget.path)
    expect(new URL(page.url()).pathname).toBe(budget.path)
    table.push(toLine(budget, bytes))
    expect((bytes - frameworkBytes) / 1_000).toBeLessThanOrEqual(budget.kilobytesBeyondFramework)
  })
}
