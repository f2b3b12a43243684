import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** WCAG 2.2 AA as far as a program can tell, one h1, a title, and no sideways scrolling. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(tags)
    // One frame: nothing to gather from others, and no second tab to gather it in.
    .setLegacyMode(true)
    .analyze()
  const found = violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)])
  expect.soft(found, `axe on ${what}`).toEqual([])
  const shape = await page.evaluate(() => ({
    sidewaysPixels: document.documentElement.scrollWidth - window.innerWidth,
    topHeadings: document.querySelectorAll('h1').length,
    hasTitle: document.title.includes('Gatehouse'),
  }))
  // A scroll bar takes its room from the page's width: then the difference is negative.
  expect.soft(shape.sidewaysPixels, `sideways scroll on ${what}`).toBeLessThanOrEqual(0)
  expect.soft(shape.topHeadings, `h1 on ${what}`).toBe(1)
  expect.soft(shape.hasTitle, `title of ${what}`).toBe(true)
}
