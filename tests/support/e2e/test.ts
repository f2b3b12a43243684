// What every end-to-end test stands on. Guarantees that no page of any tab or browser of a test broke its content
// security policy, threw, or wrote an error to the console, unless the test said that it would.
import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test'
import type { FaultProxy } from '../faults/fault-proxy.ts'
import { startWorkerSite, type WorkerSite } from '../stack/worker-site.ts'
import { deployedUrl } from './deployed.ts'
import { KeptSessions } from './kept-sessions.ts'
import { LocalGoogle, type Person } from './local-google.ts'
import { signIn } from './sign-in.ts'

interface Fixtures {
  /**
   * The test's first page, signed in as somebody and on a protected page, the products unless told otherwise. Through
   * Google's own pages the first time, and with the session that an earlier test left afterwards (kept-sessions.ts).
   */
  signedInAs: (person: Person, path?: string) => Promise<Page>
  /** The local Google: honest again before and after the test. */
  google: LocalGoogle
  /** What stands between the site and its database; whole again after the test. */
  database: FaultProxy
  /** One more browser, which shares nothing with the first; closed with the test. */
  openBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>
  /** Takes console messages that match as expected. */
  expectConsole: (message: RegExp) => void
  complaints: Complaints
}

interface WorkerFixtures {
  /** What this worker's tests run against; null where a deployed site is under test. */
  site: WorkerSite | null
  keptSessions: KeptSessions
}

class Complaints {
  readonly #heard: string[] = []
  readonly #expected: RegExp[] = []

  listen(context: BrowserContext): void {
    // Chromium reports a violated policy, a hydration mismatch and a failed request here alike.
    context.on('console', (message) => {
      if (message.type() !== 'error') return
      this.#heard.push(`${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (error) => this.#heard.push(`uncaught ${error.error()}`))
  }

  expect(message: RegExp): void {
    this.#expected.push(message)
  }

  get unexpected(): string[] {
    return this.#heard.filter((text) => !this.#expected.some((pattern) => pattern.test(text)))
  }
}

async function openContext(browser: Browser, complaints: Complaints, use: BrowserContextOptions) {
  const context = await browser.newContext(use)
  complaints.listen(context)
  return context
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  site: [
    async ({}, use, { workerIndex }) => {
      const site = deployedUrl ? null : await startWorkerSite(workerIndex)
      await use(site)
      await site?.stop()
    },
    { scope: 'worker', auto: true, timeout: 60_000 },
  ],

  keptSessions: [async ({}, use) => use(new KeptSessions()), { scope: 'worker' }],

  baseURL: async ({ site }, use) => use(site?.addresses.authUrl ?? deployedUrl),

  complaints: [
    async ({}, use) => {
      const complaints = new Complaints()
      await use(complaints)
      expect(complaints.unexpected, 'errors in the console').toEqual([])
    },
    { auto: true },
  ],

  context: async ({ context, complaints }, use) => {
    complaints.listen(context)
    await use(context)
  },

  openBrowser: async ({ browser, complaints, baseURL }, use) => {
    const opened: BrowserContext[] = []
    await use(async (options = {}) => {
      const context = await openContext(browser, complaints, { baseURL, ...options })
      opened.push(context)
      return context
    })
    await Promise.all(opened.map((context) => context.close()))
  },

  expectConsole: async ({ complaints }, use) => {
    await use((message) => complaints.expect(message))
  },

  signedInAs: async ({ page, context, keptSessions }, use) => {
    const persons: Person[] = []
    await use(async (person, path = '/products') => {
      persons.push(person)
      if (await keptSessions.open(page, person, path)) return page
      await signIn(page, person, path)
      return page
    })
    if (persons.length === 1) await keptSessions.keep(context, persons[0]!)
  },

  google: async ({ site }, use) => {
    test.skip(!site, 'the Google of a deployed site is told nothing')
    const google = new LocalGoogle(site!.addresses.googleUrl)
    await google.reset()
    await use(google)
    await google.reset()
  },

  database: async ({ site }, use) => {
    test.skip(!site, 'the database of a deployed site is left in peace')
    await use(site!.database)
    await site!.database.heal()
  },
})

export { expect }
