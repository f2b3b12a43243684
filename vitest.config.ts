import path from 'node:path'
import { defineConfig } from 'vitest/config'

const shared = {
  resolve: {
    alias: {
      '@': import.meta.dirname,
      'server-only': path.join(import.meta.dirname, 'tests/support/empty-module.ts'),
      'use-intl/format-message': 'use-intl/format-message/format-only',
    },
  },
}

const setupFiles = ['tests/support/console-guard.ts', 'tests/support/matchers.ts']

// next-auth imports Next's files without their ending, which only a bundler resolves.
// use-intl is bound to its small formatter by the alias above, as in next.config.ts.
const server = { deps: { inline: ['next-auth', 'use-intl'] } }

// How long a test takes is no promise of the product's: these end what hangs, on a machine that is busy with other suites.
const testTimeout = 30_000
const hookTimeout = 90_000

/** Tests against the running stack. They share the local Google's controls, so one file runs at a time. */
function stackProject(name: string, groupOrder: number) {
  return {
    ...shared,
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`],
      globalSetup: ['tests/support/stack/vitest-setup.ts'],
      setupFiles,
      server,
      fileParallelism: false,
      sequence: { groupOrder },
      testTimeout,
      hookTimeout,
    },
  }
}

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['{app,components,lib,local,prisma,scripts,tests/support}/**/*.test.{ts,tsx}'],
          setupFiles,
          server,
          testTimeout,
        },
      },
      stackProject('integration', 1),
      stackProject('attacks', 2),
      stackProject('faults', 3),
    ],
  },
})
