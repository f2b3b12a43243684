import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** WCAG 2.2 AA as far as a program can tell, target sizes among it. @returns how many violations there are */
export async function expectNoViolations(
  page: Page,
  what: string,
  leftOut: string[] = [],
): Promise<number> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(tags)
    .disableRules(leftOut)
    // One frame: nothing to gather from others, and no second tab to gather it in.
    .setLegacyMode(true)
    .analyze()
  const found = violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)])
  expect.soft(found, `axe on ${what}`).toEqual([])
  return violations.length
}

export async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  // A scroll bar takes its room from the page's width: then the difference is negative.
  expect.soft(pixels, `sideways scroll on ${what}`).toBeLessThanOrEqual(0)
}

/** A title, a language, one heading that says what the page is. */
export async function expectNamed(page: Page, what: string, language: string): Promise<void> {
  const shape = await page.evaluate(() => ({
    language: document.documentElement.lang,
    topHeadings: document.querySelectorAll('h1').length,
    title: document.title,
  }))
  expect.soft(shape.language, `language of ${what}`).toBe(language)
  expect.soft(shape.topHeadings, `h1 on ${what}`).toBe(1)
  expect.soft(shape.title, `title of ${what}`).toMatch(/^(\S.* · )?Gatehouse$/)
}
