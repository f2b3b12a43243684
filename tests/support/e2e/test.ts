// What every end-to-end test stands on. Guarantees that no page of any tab or browser of a test broke its content
// security policy, threw, or wrote an error to the console, unless the test said that it would.
import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
} from '@playwright/test'
import { findStack } from '../stack/from-environment.ts'
import { LocalGoogle } from './local-google.ts'

interface Fixtures {
  /** The local Google: honest again before and after the test. */
  google: LocalGoogle
  /** One more browser, which shares nothing with the first; closed with the test. */
  openBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>
  /** Takes console messages that match as expected. */
  expectConsole: (message: RegExp) => void
  complaints: Complaints
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

export const test = base.extend<Fixtures>({
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

  google: async ({}, use) => {
    const stack = findStack()
    test.skip(!stack, 'a deployed site has no local Google')
    const google = new LocalGoogle(stack!.googleUrl)
    await google.reset()
    await use(google)
    await google.reset()
  },
})

export { expect }
