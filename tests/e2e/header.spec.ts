import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e/test.ts'
import { chooseLanguage, languages } from '../support/e2e/words.ts'

const widths = [320, 360, 390, 430, 1280]

/** How many lines what one can press in the header stands in. */
async function rowsOf(page: Page): Promise<number> {
  const middles = await page
    .getByRole('banner')
    .locator('a, button')
    .evaluateAll((controls) =>
      controls.map((control) => {
        const { top, height } = control.getBoundingClientRect()
        return Math.round((top + height / 2) / 12)
      }),
    )
  return new Set(middles).size
}

for (const person of ['grace', 'ada'] as const)
  test(`the header takes two lines on a phone and one on a desk, as ${person}`, async ({
    page,
    signedInAs,
  }) => {
    await signedInAs(person, '/account')
    for (const language of languages) {
      await chooseLanguage(page, language)
      await page.reload()
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 })
        const most = width < 640 ? 2 : 1
        expect(await rowsOf(page), `${language} at ${width} px`).toBeLessThanOrEqual(most)
      }
    }
    await chooseLanguage(page, 'en')
  })
