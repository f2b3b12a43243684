// Takes the pictures (local/cli/screenshots.mjs starts it): of the production build with the seeded products, signed in
// through the local Google. What a page says of the time is that of the taking.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { chromium, type Browser, type Page } from '@playwright/test'
import { stopAll } from '../../local/cli/processes.mjs'
import { inProject } from '../../local/cli/project.mjs'
import { step } from '../../local/cli/progress.mjs'
import { launchOptions } from '../support/e2e/browser.ts'
import { startOwnSite } from '../support/stack/own-site.ts'
import { pictures, type Picture } from './pictures.ts'

const folder = inProject('docs', 'screenshots')
const mostBytes = 150_000
const desktop = { width: 1280, height: 840 }
const phone = { width: 390, height: 844 }

/** WebP, which the browser itself makes, and small. */
async function takePicture(page: Page, name: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 82 })
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length > mostBytes) throw new Error(`${name}.webp has ${bytes.length} bytes`)
  writeFileSync(inProject('docs', 'screenshots', `${name}.webp`), bytes)
  return bytes.length
}

async function take(browser: Browser, baseURL: string, picture: Picture): Promise<string> {
  const context = await browser.newContext({
    baseURL,
    viewport: picture.isPhone ? phone : desktop,
    deviceScaleFactor: picture.isPhone ? 2 : 1.5,
    colorScheme: picture.scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  })
  const page = await context.newPage()
  await picture.open(page)
  await page.evaluate(() => document.fonts.ready)
  await page.mouse.move(0, 0)
  const bytes = await takePicture(page, picture.name)
  await context.close()
  return `${Math.round(bytes / 1_000)} kB`
}

const site = await startOwnSite('screenshots')
const browser = await chromium.launch(launchOptions)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const picture of pictures) {
  await step(picture.name, () => take(browser, site.addresses.authUrl, picture))
}
await browser.close()
await site.stop()
await stopAll()
