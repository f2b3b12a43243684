// How much of a page moves by itself while it loads (Cumulative Layout Shift, as the web vitals count it).
import type { Page } from '@playwright/test'

declare global {
  interface Window {
    layoutShift?: number
  }
}

/** The most that may move, as a share of the window; Google calls 0.1 good. */
export const mostLayoutShift = 0.02

/** Before the page is opened. */
export async function recordLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.layoutShift = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      })[])
        if (!entry.hadRecentInput) window.layoutShift! += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** What has moved since the page on display was opened. */
export async function layoutShiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => resolve(window.layoutShift ?? 0))),
  )
}
