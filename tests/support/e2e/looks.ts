import type { Page } from '@playwright/test'
import { expectAccessible } from './accessibility.ts'

const schemes = ['light', 'dark'] as const
const widths = [320, 1280]

/** Checks what is on display in every scheme and width, without loading it again. */
export async function expectAccessibleInAllLooks(page: Page, what: string): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectAccessible(page, `${what}, ${colorScheme}, ${width} px`)
    }
  }
}
