// Sessions that go from one test of a worker to the next, so that not every test has to sign in. A stored browser state
// must not be opened twice here: its refresh token rotates, and a second use of the old one is what a thief would do, which
// ends the session. So a session is taken out, used by one test, and put back as that test left it. One that was ended
// meanwhile leads to the login page, and the test signs in anew.
import type { BrowserContext, Cookie, Page } from '@playwright/test'
import { people, type Person } from './local-google.ts'
import { accessTokenOf, isSessionCookie } from './session-cookies.ts'

export class KeptSessions {
  readonly #cookies = new Map<Person, Cookie[]>()

  /** Opens `path` with the session that is kept for a person. @returns whether there was one that lives */
  async open(page: Page, person: Person, path: string): Promise<boolean> {
    const cookies = this.#cookies.get(person)
    this.#cookies.delete(person)
    if (!cookies) return false
    await page.context().addCookies(cookies)
    await page.goto(path)
    return new URL(page.url()).pathname !== '/login'
  }

  /** Takes the session out of a browser that is done with it. Theme, language and Google's own cookies are not kept. */
  async keep(context: BrowserContext, person: Person): Promise<void> {
    // No page may renew the session any more once its cookies have been read.
    await Promise.all(context.pages().map((page) => page.close()))
    if (emailIn(await accessTokenOf(context)) !== people[person].email) return
    this.#cookies.set(person, (await context.cookies()).filter(isSessionCookie))
  }
}

/** The test may have signed in as somebody else. */
function emailIn(accessToken: string | undefined): unknown {
  const payload = accessToken?.split('.')[1]
  if (!payload) return undefined
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { email?: unknown }).email
}
