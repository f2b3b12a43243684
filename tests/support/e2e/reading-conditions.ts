// What a page must bear besides themes and widths: high zoom, more room between the words, forced colours, less motion,
// and paper. Each check leaves the page as it found it.
import { expect, type Page } from '@playwright/test'
import { expectNoSidewaysScroll, expectNoViolations } from './accessibility.ts'

/** WCAG 1.4.10: a window of 1280 × 1024 pixels, magnified four times. */
export async function expectBearsZoom(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 256 })
  await expectNoSidewaysScroll(page, `${what} at 400 %`)
}

// WCAG 1.4.12, its four numbers.
const textSpacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }`

/** Nothing is cut off that was not, and the page does not grow sideways. */
export async function expectBearsTextSpacing(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 800 })
  const cutBefore = await cutOffTexts(page)
  // A sheet of the page's own making: its policy lets no style element in.
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
  }, textSpacing)
  const cut = (await cutOffTexts(page)).filter((text) => !cutBefore.includes(text))
  expect.soft(cut, `cut off on ${what} with more text spacing`).toEqual([])
  await expectNoSidewaysScroll(page, `${what} with more text spacing`)
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
  })
}

function cutOffTexts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => {
        const { overflowX, overflowY, clipPath } = getComputedStyle(element)
        // What is hidden from sight on purpose, for screen readers, is one pixel wide.
        if (element.clientWidth <= 1 || clipPath !== 'none' || !element.innerText?.trim())
          return false
        const isCutDown = overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1
        const isCutOff = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
        const mayScroll = overflowX === 'auto' || overflowY === 'auto'
        return !mayScroll && (isCutDown || isCutOff)
      })
      .map((element) => element.innerText),
  )
}

/** Colours of the reader's own choice: axe, and every button still has an edge to tell it by. */
export async function expectBearsForcedColors(page: Page, what: string): Promise<number> {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  const violations = await expectNoViolations(page, `${what}, forced colours`, 'butContrast')
  const bare = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, .google-button, [data-slot=button]')]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { borderTopStyle, borderTopWidth, textDecorationLine } = getComputedStyle(element)
        const hasEdge = borderTopStyle !== 'none' && parseFloat(borderTopWidth) > 0
        return !hasEdge && textDecorationLine !== 'underline'
      })
      .map((element) => element.outerHTML),
  )
  expect.soft(bare, `buttons without an edge on ${what}, forced colours`).toEqual([])
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' })
  return violations
}

/** Nothing moves for whom motion makes ill. */
export async function expectStill(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML),
  )
  expect.soft(moving, `what moves on ${what}, reduced motion`).toEqual([])
}

/** On paper: dark on white whatever the theme, and nothing that is of use on a screen alone. */
export async function expectPrintable(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect.soft
    .poll(() => readPaper(page), { message: `${what} on paper` })
    .toEqual({ hasText: true, isInkDark: true, isPaperWhite: true, isHeaderShown: false })
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' })
}

function readPaper(page: Page) {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d')!
    // On white, as a sheet is where nothing is printed.
    const brightnessOf = (color: string) => {
      for (canvas.fillStyle of ['white', color]) canvas.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
      return (red + green + blue) / 3
    }
    const main = document.querySelector('main')!
    return {
      hasText: main.innerText.trim() !== '',
      isInkDark: brightnessOf(getComputedStyle(main).color) < 100,
      isPaperWhite: brightnessOf(getComputedStyle(document.documentElement).backgroundColor) > 240,
      isHeaderShown: document.querySelector('header')?.checkVisibility() ?? false,
    }
  })
}
