// A walk through a page by Tab alone, as somebody takes it who uses no mouse.
import { expect, type Page } from '@playwright/test'

/** More than any page has, so that a trap ends, too. */
const mostStops = 150

interface Stop {
  readonly html: string
  readonly hasIndicator: boolean
  readonly isInView: boolean
}

/**
 * The skip link comes first, every stop shows where one is and lies within the window (WCAG 2.4.7, 2.4.11), each control
 * is stopped at, and there is a way out again.
 */
export async function expectWalkable(page: Page, what: string, hasSkipLink: boolean) {
  await page.setViewportSize({ width: 1280, height: 800 })
  const controls = await markControls(page)
  const stops: Stop[] = []
  for (let count = 0; count < mostStops; count++) {
    await page.keyboard.press('Tab')
    const stop = await readStop(page)
    if (!stop) break
    if (stop !== 'inside the last one') stops.push(stop)
  }
  expect.soft(stops.length, `a way out of ${what}`).toBeLessThan(mostStops)
  expect.soft(stops.length, `stops on ${what}`).toBeGreaterThanOrEqual(controls)
  if (hasSkipLink) expect.soft(stops[0]?.html, `first stop on ${what}`).toContain('skip-link')
  const unseen = stops.filter((stop) => !stop.hasIndicator || !stop.isInView)
  expect.soft(unseen, `stops on ${what} that do not show`).toEqual([])
}

/** Remembers what everything looks like without focus. @returns how many controls wait for one */
function markControls(page: Page): Promise<number> {
  return page.evaluate(() => {
    window.scrollTo(0, 0)
    // Where the next Tab starts from.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, summary',
      ),
    ].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.matches(':disabled, [inert] *, [tabindex="-1"], [type=hidden]'),
    )
    for (const element of controls) {
      const { outline, boxShadow } = getComputedStyle(element)
      element.dataset.unfocused = `${outline} ${boxShadow}`
    }
    return controls.length
  })
}

/** @returns null where the focus has left the page */
function readStop(page: Page): Promise<Stop | 'inside the last one' | null> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    if (!element || element === document.body) return null
    // The field of a date has a day, a month, a year and a button.
    if (element.dataset.stopped === 'last') return 'inside the last one'
    if (element.dataset.stopped) return null
    for (const last of document.querySelectorAll<HTMLElement>('[data-stopped=last]'))
      last.dataset.stopped = 'before'
    element.dataset.stopped = 'last'
    for (const animation of element.getAnimations()) animation.finish()
    const { outline, outlineStyle, boxShadow } = getComputedStyle(element)
    const isOther = `${outline} ${boxShadow}` !== element.dataset.unfocused
    const { top, bottom } = element.getBoundingClientRect()
    return {
      html: element.outerHTML.slice(0, 600),
      hasIndicator: isOther && (outlineStyle !== 'none' || boxShadow !== 'none'),
      isInView: bottom > 0 && top < window.innerHeight,
    }
  })
}
