// The ways a session ends under a page that is open, each as it happens in life.
import type { BrowserContext, Page } from '@playwright/test'
import { sessionIdOf } from '../forge.ts'
import { queryDatabase } from '../query-database.ts'
import { findStack } from '../stack/from-environment.ts'
import { AccountPage } from './account-page.ts'
import type { Person } from './local-google.ts'
import { refreshTokenOf } from './session-cookies.ts'
import { ageBeyondGrace } from './session-row.ts'
import { signIn } from './sign-in.ts'

/** Nobody has used it for as long as it lasts. */
export async function letSessionIdle(context: BrowserContext): Promise<void> {
  const sessionId = sessionIdOf((await refreshTokenOf(context))!)
  await queryDatabase(findStack()!, 'UPDATE sessions SET idle_expires_at = now() WHERE id = $1', [
    sessionId,
  ])
}

/** The same person signs out everywhere in another browser. */
export async function endFromElsewhere(elsewhere: BrowserContext, person: Person): Promise<void> {
  const page = await elsewhere.newPage()
  await signIn(page, person, '/account')
  await new AccountPage(page).signOutEverywhere.click()
  await page.waitForURL(/\/login/)
}

/** Somebody replays a session cookie that has been replaced since. */
export async function replayStolenCookie(page: Page): Promise<void> {
  const context = page.context()
  const stolen = await ageBeyondGrace(context)
  await renew(page)
  await ageBeyondGrace(context)
  const answer = await fetch(`${findStack()!.authUrl}/auth/refresh`, {
    method: 'POST',
    headers: { cookie: `gatehouse-session=${stolen}`, 'x-csrf': '1' },
  })
  if (answer.status !== 401) throw new Error(`the replay was answered with ${answer.status}`)
}

/** As the page does itself; the browser keeps the new cookies. */
async function renew(page: Page): Promise<void> {
  const status = await page.evaluate(async () => {
    const answer = await fetch('/auth/refresh', { method: 'POST', headers: { 'x-csrf': '1' } })
    return answer.status
  })
  if (status !== 200) throw new Error(`the renewal was answered with ${status}`)
}
