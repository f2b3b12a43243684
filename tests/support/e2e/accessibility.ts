import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// What other colours can change; names, roles, structure and sizes are the same in all of them.
const rulesOfColours = ['color-contrast', 'link-in-text-block']

function all(page: Page) {
  return new AxeBuilder({ page }).withTags(tags)
}

function ofColours(page: Page) {
  return new AxeBuilder({ page }).withRules(rulesOfColours)
}

// Where the colours are the reader's own, and how they contrast.
function butContrast(page: Page) {
  return all(page).disableRules(['color-contrast'])
}

const rules = { all, ofColours, butContrast }

/** A colour that is being changed is still the one of before, however short its way. */
function untilFaded(page: Page) {
  return page.evaluate(async () => {
    const fades = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    await Promise.allSettled(fades.map(({ finished }) => finished))
  })
}

/** WCAG 2.2 AA as far as a program can tell, target sizes among it. @returns how many violations there are */
export async function expectNoViolations(
  page: Page,
  what: string,
  rulesToObey: keyof typeof rules = 'all',
): Promise<number> {
  await untilFaded(page)
  const { violations } = await rules[rulesToObey](page)
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
