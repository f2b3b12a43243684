// A test for each view in one language, and a count of what they looked at.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dataFolder } from '../../../local/cli/project.mjs'
import { expectWalkable } from './focus-walk.ts'
import { layoutShiftOf, mostLayoutShift, recordLayoutShift } from './layout-shift.ts'
import { expectAccessibleInAllLooks } from './looks.ts'
import {
  expectBearsForcedColors,
  expectBearsTextSpacing,
  expectBearsZoom,
  expectPrintable,
  expectStill,
} from './reading-conditions.ts'
import { expect, test } from './test.ts'
import { type View, views, type Visit } from './views.ts'
import { type Language, locales } from './words.ts'

const counts = { pages: new Set<string>(), states: 0, looks: 0, violations: 0 }

async function checkFully(visit: Visit, view: View, what: string) {
  const { page } = visit
  // Before anything is resized: that moves a page, too.
  const shift = view.isReachedByActing ? 0 : await layoutShiftOf(page)
  expect.soft(shift, `shift of ${what}`).toBeLessThan(mostLayoutShift)
  const seen = await expectAccessibleInAllLooks(page, what)
  await expectStill(page, what)
  await expectBearsZoom(page, what)
  await expectBearsTextSpacing(page, what)
  const violations = await expectBearsForcedColors(page, what)
  if (!view.isStandalone) await expectPrintable(page, what)
  await expectWalkable(page, what, !view.isStandalone)
  return { looks: seen.looks + 1, violations: seen.violations + violations }
}

async function check(visit: Visit, view: View, language: Language) {
  await recordLayoutShift(visit.page)
  try {
    await view.open(visit)
    const seen =
      language === 'en'
        ? await checkFully(visit, view, view.name)
        : await expectAccessibleInAllLooks(visit.page, view.name, { language, schemes: ['light'] })
    counts.pages.add(view.file)
    counts.states += 1
    counts.looks += seen.looks
    counts.violations += seen.violations
  } finally {
    await view.leave?.(visit)
  }
}

/** Defines the tests; `looks` ends their titles. */
export function testViews(language: Language, looks: string): void {
  test.use({ locale: locales[language] })
  // Many looks, one after the other; on a busy machine each takes its time.
  test.describe.configure({ timeout: 120_000 })

  for (const view of views) {
    if (view.isReachedByActing && language !== 'en') continue
    test(`${view.name}: meets WCAG 2.2 AA, ${looks}`, ({
      page,
      context,
      site,
      google,
      signedInAs,
      expectConsole,
    }) => check({ page, context, site: site!, google, signedInAs, expectConsole }, view, language))
  }

  test.afterAll(() => report(language))
}

function report(language: Language) {
  const { pages, ...rest } = counts
  const summary = { language, pages: pages.size, ...rest }
  const folder = path.join(dataFolder, 'test-reports')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `accessibility-${language}.json`), JSON.stringify(summary))
  console.log(
    `\nAccessibility (${language}): ${pages.size} pages, ${rest.states} states, ${rest.looks} looks, ${rest.violations} violations`,
  )
}
