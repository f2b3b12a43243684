// One state of a page in every look: light and dark, as narrow as WCAG 1.4.10 asks and wide, without loading it again.
import type { Page } from '@playwright/test'
import { expectNamed, expectNoSidewaysScroll, expectNoViolations } from './accessibility.ts'
import type { Language } from './words.ts'

const schemes = ['light', 'dark'] as const
const rulesIn = { light: 'all', dark: 'ofColours' } as const
const widths = [320, 1280]

export interface Looks {
  readonly language?: Language
  readonly schemes?: readonly (typeof schemes)[number][]
}

/** @returns how many looks were checked, and how many violations axe found in them */
export async function expectAccessibleInAllLooks(page: Page, what: string, looks: Looks = {}) {
  await expectNamed(page, what, looks.language ?? 'en')
  const counts = { looks: 0, violations: 0 }
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    for (const colorScheme of looks.schemes ?? schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const look = `${what}, ${colorScheme}, ${width} px`
      counts.violations += await expectNoViolations(page, look, rulesIn[colorScheme])
      counts.looks += 1
    }
    await expectNoSidewaysScroll(page, `${what}, ${width} px`)
  }
  return counts
}
