// OWASP ASVS 5.0 §13.4: nothing of the repository, of the build or of a developer's tools is served, and no header says
// what the server is made of.
import { expect, inject, test } from 'vitest'
import { everySite, expectNothingProtected } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

const leftovers = [
  ...['/.env', '/.env.local', '/.env.example', '/.git/HEAD', '/.git/config', '/.npmrc', '/.data/'],
  ...['/package.json', '/package-lock.json', '/node_modules/next/package.json', '/next.config.ts'],
  ...['/middleware.ts', '/prisma/schema.prisma', '/tsconfig.json', '/README.md', '/docs/'],
  ...[
    '/.next/BUILD_ID',
    '/_next/BUILD_ID',
    '/_next/server/middleware.js',
    '/_next/routes-manifest.json',
  ],
  ...[
    '/_next/static/../server/app-paths-manifest.json',
    '/_next/..%2f..%2fpackage.json',
    '/_next/',
  ],
  ...[
    '/_next/webpack-hmr',
    '/__nextjs_original-stack-frame?file=x',
    '/__nextjs_source-map?filename=x',
  ],
  ...[
    '/__nextjs_launch-editor?file=/etc/passwd',
    '/_next/mcp',
    '/__nextjs_font/x',
    '/_next/data/x/account.json',
  ],
  ...['/metrics', '/api/debug', '/debug', '/api/metrics', '/server-status', '/actuator/env'],
  ...[
    '/control/state',
    '/.well-known/openid-configuration',
    '/.DS_Store',
    '/backup.sql',
    '/trace.axd',
  ],
]

test.each(leftovers)('%s is not there', async (path) => {
  for (const site of everySite(stack)) {
    const response = await send(site, { rawTarget: path })
    // The guard takes the data of a page for the page: then it is a redirect with nothing in it.
    expect([400, 401, 404, 303, 308]).toContain(response.status)
    const text = await response.text()
    expectNothingProtected(text)
    expect(text).not.toMatch(/DATABASE_URL|"dependencies"|\[core\]|provider = "postgresql"/)
  }
})

test.each([
  '/',
  '/login',
  '/nowhere',
  '/auth/me',
  '/icon.svg',
  '/.env',
  '/_next/x',
  '/auth/logout',
])('no header of %s says what the server is made of', async (path) => {
  for (const site of everySite(stack)) {
    const { headers } = await send(site + path)
    expect(headers.get('server')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
    expect(JSON.stringify([...headers])).not.toMatch(/next\.?js\/|node\/|\d+\.\d+\.\d+/i)
  }
})
