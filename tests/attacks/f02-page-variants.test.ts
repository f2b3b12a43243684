// CVE-2026-44575, CVE-2026-45109: other spellings of a page, which the guard's matcher might miss.
import { readFileSync } from 'node:fs'
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite, expectNothingProtected, guardedPages } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const buildId = readFileSync('.next/BUILD_ID', 'utf8')

function variantsOf(page: string): string[] {
  const name = page.slice(1)
  return [
    ...[
      '.rsc',
      '.json',
      '.html',
      '.txt',
      '.prefetch.rsc',
      '/',
      '//',
      '/.',
      '%2f',
      '%20',
      ';x',
      '.',
    ].map((end) => page + end),
    ...['_tree', '_full', '_index', `$c$${name}`, '!KHByb3RlY3RlZCk', `${name}/__PAGE__`].map(
      (segment) => `${page}.segments/${segment}.segment.rsc`,
    ),
    `/_next/data/${buildId}/${name}.json`,
    `/_next/data/${buildId}/${name}.rsc`,
    `/_next/static/%2e%2e/%2e%2e/${name}`,
    `/_next/static/../../${name}`,
    `/api/%2e%2e/${name}`,
    `/health/..%2f${name}`,
    `/./${name}`,
    `//${name}`,
    `/\\${name}`,
    `/%2f${name}`,
    `/${name.toUpperCase()}`,
    `/%${name.charCodeAt(0).toString(16)}${name.slice(1)}`,
    `/(protected)/${name}`,
    `/_next/image?url=${encodeURIComponent(page)}&w=64&q=75`,
  ]
}

const kinds: Record<string, string>[] = [
  {},
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '2' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1', 'next-router-segment-prefetch': '/_full' },
  { 'next-router-prefetch': '1' },
  { 'x-nextjs-data': '1' },
  { 'x-matched-path': '/account' },
  { 'next-url': '/account' },
]

test.each(guardedPages)('shows a stranger nothing of %s, however it is asked for', async (page) => {
  for (const site of everySite(stack)) {
    const addresses = [page, `${page}?_rsc=x`, `${page}?nxtPpath=account`, ...variantsOf(page)]
    await Promise.all(
      addresses.map(async (address) => {
        for (const headers of kinds) {
          const response = await send(site, { headers, rawTarget: address })
          expect(response.status, `${address} ${JSON.stringify(headers)}`).toBeLessThan(500)
          expectNothingProtected(await response.text())
        }
      }),
    )
  }
})

test('would show it to the one it belongs to, so that nothing above is empty by accident', async () => {
  const session = await plantSession(stack)
  for (const site of everySite(stack))
    for (const headers of [{}, { rsc: '1' }] as Record<string, string>[]) {
      const address = `${site}/account${headers.rsc ? '?_rsc=x' : ''}`
      const response = await send(address, { headers: { ...headers, cookie: cookiesOf(session) } })
      const target = response.headers.get('location')
      const text = target
        ? await (
            await send(new URL(target, site).href.replace('localhost', '127.0.0.1'), {
              headers: { ...headers, cookie: cookiesOf(session) },
            })
          ).text()
        : await response.text()
      expect(text).toContain(session.email)
    }
})
