// CVE-2025-29927: a header that once told Next to skip its middleware.
import { expect, inject, test } from 'vitest'
import {
  everySite,
  expectProblem,
  expectSentToLogin,
  guardedApis,
  guardedPages,
} from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

function five(name: string): string {
  return Array.from({ length: 5 }, () => name).join(':')
}

const names = [
  'middleware',
  'src/middleware',
  'pages/_middleware',
  'proxy',
  'src/proxy',
  'Middleware',
]
const values = [
  ...names,
  ...names.map(five),
  `${five('src/middleware')}:${five('middleware')}`,
  '1',
]

test.each(values)('refuses as ever with x-middleware-subrequest: %s', async (value) => {
  const headers = {
    'x-middleware-subrequest': value,
    'x-middleware-subrequest-id': 'a'.repeat(16),
    'x-middleware-next': '1',
    'x-middleware-rewrite': '/account',
    'x-middleware-override-headers': 'cookie',
    'x-middleware-invoke': '1',
    'x-nextjs-data': '1',
  }
  for (const site of everySite(stack)) {
    for (const path of guardedPages) await expectSentToLogin(await send(site + path, { headers }))
    for (const path of guardedApis) {
      const response = await send(site + path, { headers })
      expect(response.status).toBe(401)
      await expectProblem(response, 'unauthenticated')
    }
  }
})
