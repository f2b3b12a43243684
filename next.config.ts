import path from 'node:path'
import type { NextConfig } from 'next'
import { offlinePagePolicy, offlineWorkerPolicy } from './lib/http/offline-policy.ts'
import { securityHeaders } from './lib/http/security-headers.ts'
import { compressStaticFiles } from './scripts/brotli-files.mjs'
import { addCompileHints } from './scripts/compile-hints.mjs'

const everywhere = Object.entries(securityHeaders).map(([key, value]) => ({ key, value }))

function withPolicy(source: string, value: string) {
  return { source, headers: [{ key: 'content-security-policy', value }] }
}

/** Of the files for browsers; the last word on their bytes is said before they are compressed. */
async function finishStaticFiles(build: { distDir: string }): Promise<void> {
  await addCompileHints(build)
  await compressStaticFiles(build)
}

export default {
  poweredByHeader: false,
  // A broken test must not stop a deployment; `npm run check:types` sees the tests.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  reactStrictMode: true,
  // The root is this folder and no other: Next would find a middleware.ts in a folder above.
  turbopack: {
    root: path.resolve(import.meta.dirname),
    // Words are compiled on the server (lib/i18n/messages.ts): the browser needs the small formatter, not the parser.
    resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' },
  },
  compiler: { runAfterProductionCompile: finishStaticFiles },
  // No image optimizer: it is a fetcher of addresses and a cache of pictures that nobody asked for.
  images: { unoptimized: true },
  serverExternalPackages: ['pg', '@prisma/adapter-pg', 'ioredis', 'rate-limiter-flexible'],
  // Of two headers with one name the later stands.
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    withPolicy('/offline', offlinePagePolicy),
    withPolicy('/offline-worker.js', offlineWorkerPolicy),
  ],
  // A key that scripts/fault-page.mjs has made; whoever makes one up is told that there is nothing.
  rewrites: async () => ({
    beforeFiles: [
      {
        source: '/:path*',
        has: [{ type: 'header', key: 'x-gatehouse-fault' }],
        destination: '/fault',
      },
      // Next gives this file of its build an address, and answers it with a 500.
      { source: '/_global-error', destination: '/fault' },
    ],
  }),
} satisfies NextConfig
