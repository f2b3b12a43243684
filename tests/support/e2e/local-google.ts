// The local Google as a test meets it: its pages, and its control endpoint (local/google/README.md).
import type { Page } from '@playwright/test'

export const people = {
  ada: { name: 'Ada Admin', email: 'ada@example.com' },
  grace: { name: 'Grace Guest', email: 'grace@example.com' },
  charlie: { name: 'Charlie Hesitant', email: 'charlie@example.com' },
  wendy: { name: 'Wendy Workspace', email: 'wendy@workspace.example.com' },
  uma: { name: 'Uma Unverified', email: 'uma@example.com' },
  imogen: { name: 'Imogen Impostor', email: 'grace@example.com' },
} as const

export type Person = keyof typeof people

export class LocalGoogle {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  /** Honest again; consents stay. */
  reset(): Promise<void> {
    return this.#control('DELETE', '/control/state')
  }

  forgetConsents(): Promise<void> {
    return this.#control('POST', '/control/forget-consents')
  }

  /** What the person would do at Google. */
  withdrawGrant(person: Person): Promise<void> {
    return this.#control('POST', '/control/withdraw-grant', { persona: person })
  }

  /** Makes an endpoint answer `status` until the next reset. */
  failAt(
    endpoint: 'authorization' | 'token' | 'jwks' | 'calendar' | 'revoke',
    status: number,
  ): Promise<void> {
    return this.#control('PATCH', '/control/state', { endpoints: { [endpoint]: { status } } })
  }

  /** Whether the page shows one of Google's, not one of the site's. */
  isShownOn(page: Page): boolean {
    return page.url().startsWith(this.#url)
  }

  async #control(method: string, path: string, body?: unknown): Promise<void> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { 'x-local-google-control': '1' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
  }
}

export async function chooseAccount(page: Page, person: Person): Promise<void> {
  await page.getByRole('button', { name: `Continue as ${people[person].name}` }).click()
}

export function consentHeading(page: Page) {
  return page.getByRole('heading', { name: /wants access to your Google Account/ })
}

/** From the account chooser back to the site, with consent if Google asks for it. */
export async function passGoogle(page: Page, person: Person): Promise<void> {
  const { origin } = new URL(page.url())
  await chooseAccount(page, person)
  await page.waitForURL((url) => url.origin !== origin || url.pathname.endsWith('/consent'))
  if (page.url().startsWith(origin)) await page.getByRole('button', { name: 'Allow' }).click()
}
