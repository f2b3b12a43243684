// The Chromium that the tests, Lighthouse and the screenshots share: the system's where there is one, else Playwright's.
import { existsSync } from 'node:fs'
import { chromium, type BrowserContext, type LaunchOptions } from '@playwright/test'

const systemChromium = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(
  (file) => file && existsSync(file),
)

export const launchOptions: LaunchOptions = {
  executablePath: systemChromium,
  args: [
    // Chromium's sandbox does not work for root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...['--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ],
}

interface Profile {
  readonly baseURL: string
  readonly debuggingPort: number
}

/** A browser with one profile, on a folder that is thrown away: what attaches to its port shares the cookies. */
export function openBrowserWithProfile({ baseURL, debuggingPort }: Profile) {
  return chromium.launchPersistentContext('', {
    ...launchOptions,
    args: [...launchOptions.args!, `--remote-debugging-port=${debuggingPort}`],
    baseURL,
  }) satisfies Promise<BrowserContext>
}
