import type { Page } from '@playwright/test'
import { countRenewals } from '../support/e2e/request-count.ts'
import { signIn } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

function labOf(page: Page) {
  return {
    log: page.getByRole('log'),
    expire: page.getByRole('button', { name: 'Let the access token run out' }),
    passGrace: page.getByRole('button', { name: 'Let the grace pass' }),
    steal: page.getByRole('button', { name: 'Let a thief use a copy of the cookie' }),
    endFromElsewhere: page.getByRole('button', { name: 'End this session from another device' }),
    renew: page.getByRole('button', { name: 'Renew now' }),
    send: page.getByRole('button', { name: 'Send five requests at once' }),
  }
}

test('an access token that ran out is refused, renewed once, and every request is answered', async ({
  page,
  context,
  expectConsole,
  google: _,
}) => {
  expectConsole(/status of 401 .*\/api\/products/)
  await signIn(page, 'grace', '/account')
  await page.getByRole('link', { name: 'Lab' }).click()
  const { log, expire, passGrace, renew, send } = labOf(page)
  const second = await context.newPage()
  await second.goto('/lab')
  const renewals = countRenewals(context)
  await expire.click()
  await expect(log).toContainText('The tabs hold an access token that has run out')
  await send.click()
  await expect(log).toContainText('5 requests were answered: 200.')
  await expect(log).toContainText('GET /api/products → 401')
  await expect(log).toContainText('POST /auth/refresh → 200')
  expect(renewals.count).toBe(1)
  await expect(labOf(second).log).toContainText('A tab tells the others of an access token.')

  await passGrace.click()
  await expect(log).toContainText('The grace is over')
  await renew.click()
  await expect(log).toContainText('The session client has a new access token.')
  await page.getByRole('link', { name: 'Look again' }).click()
  await expect(page.getByRole('main')).toContainText('a later one')
})

test('a stolen cookie ends the session of the thief and of the owner', async ({
  page,
  expectConsole,
  google: _,
}) => {
  expectConsole(/status of 401 .*\/auth\/refresh/)
  await signIn(page, 'grace', '/lab')
  const { log, steal, renew } = labOf(page)
  await steal.click()
  for (const words of [
    'The thief’s access token is honoured.',
    'One of the two is a thief: refused.',
    'The thief renews once more: refused',
    'The thief’s access token is refused, too',
    'This session is over.',
  ])
    await expect(log).toContainText(words)
  const refused = page.waitForResponse((response) => response.url().endsWith('/auth/refresh'))
  await renew.click()
  expect((await refused).status()).toBe(401)
  await page.goto('/account')
  await expect(page).toHaveURL(/\/login/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a session is ended from another device', async ({ page, google: _ }) => {
    await signIn(page, 'grace', '/lab')
    await labOf(page).endFromElsewhere.click()
    await expect(page).toHaveURL(/\/login/)
    await expect(page.getByRole('main').getByRole('status')).toContainText('ended from elsewhere')
  })
})
