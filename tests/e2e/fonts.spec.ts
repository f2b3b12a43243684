// The faces are cut down to the letters in use (local/fonts.mjs): what is drawn must not have fallen back to another.
import type { Locator, Page } from '@playwright/test'
import { googleButton } from '../support/e2e/sign-in.ts'
import { expect, test } from '../support/e2e/test.ts'

const marker = 'data-looked-at'

/** The faces that Chromium drew an element's own text with; the system's are marked. */
async function facesOf(page: Page, element: Locator): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready)
  await element.evaluate((node, name) => node.toggleAttribute(name, true), marker)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('DOM.enable')
  await devtools.send('CSS.enable')
  const { root } = await devtools.send('DOM.getDocument')
  const selector = `[${marker}]`
  const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector })
  const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId })
  await devtools.detach()
  await element.evaluate((node, name) => node.toggleAttribute(name, false), marker)
  return fonts.map(
    ({ familyName, isCustomFont }) => `${isCustomFont ? '' : 'system: '}${familyName}`,
  )
}

test("each language's page is drawn in the site's face, and Google's button in Google's", async ({
  page,
}) => {
  await page.goto('/login')
  for (const language of ['English', 'Deutsch']) {
    await page.getByRole('button', { name: language }).click()
    await expect(page.getByRole('button', { name: language })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    expect(await facesOf(page, googleButton(page))).toEqual(['Google Sans 18pt Medium'])
    for (const words of [
      page.getByRole('heading', { level: 1 }),
      page.getByRole('contentinfo').locator('p'),
    ]) {
      expect(await facesOf(page, words)).toEqual(['Schibsted Grotesk'])
    }
  }
})

test("a name with a rarer letter is drawn in the site's face, too, and costs others nothing", async ({
  page,
}) => {
  const fetched: string[] = []
  page.on(
    'request',
    (request) => void (request.url().endsWith('.woff2') && fetched.push(request.url())),
  )
  await page.goto('/')
  const heading = page.getByRole('heading', { level: 1 })
  expect(await facesOf(page, heading)).toEqual(['Schibsted Grotesk'])
  expect(fetched).toHaveLength(1)
  await heading.evaluate((node) => (node.textContent = 'Zoë Núñez'))
  await expect.poll(() => facesOf(page, heading)).toEqual(['Schibsted Grotesk'])
  expect(fetched).toHaveLength(2)
})
