import { defineConfig, devices } from '@playwright/test'
import { launchOptions } from './tests/support/e2e/browser'
import { deployedUrl } from './tests/support/e2e/deployed'

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One set of pictures for all browsers; looks.spec.ts says what they were taken with.
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  globalSetup: deployedUrl ? undefined : './tests/support/stack/playwright-setup.ts',
  // Only what asks nothing of the site's database or of the local Google's controls.
  grep: deployedUrl ? /@journey/ : undefined,
  // Each worker has a site of its own (worker-site.ts); the tests of one file share it, one after the other.
  workers: Number(process.env.E2E_WORKERS ?? 2),
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // These end what hangs, also where other suites keep the machine busy; what is promised in time is measured.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices['Desktop Chrome'],
    // offline.spec.ts alone has a worker: what a page asks for is seen by `page.route` everywhere else.
    serviceWorkers: 'block',
    // Recording costs a third of the time: `--trace retain-on-failure` for what fails.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions,
  },
})
