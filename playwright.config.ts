import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { findStack } from './tests/support/stack/from-environment'

// E2E_BASE_URL names a deployed site to test instead of the stack that the setup starts.
const deployedUrl = process.env.E2E_BASE_URL

const systemChromium = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(
  (file) => file && existsSync(file),
)

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  globalSetup: deployedUrl ? undefined : './tests/support/stack/playwright-setup.ts',
  // The tests share the local Google's controls.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    // The workers load this file after the setup has run.
    baseURL: deployedUrl ?? findStack()?.authUrl,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: systemChromium,
      args: [
        // Chromium's sandbox does not work for root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...['--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ],
    },
  },
})
