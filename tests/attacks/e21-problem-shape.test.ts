// RFC 9457, for whatever the published contract lists: every refusal is a problem document of the closed set, with the
// status twice, an id to find it by, and nothing of our insides.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { problems, type ProblemCode } from '../../lib/errors.ts'
import { everySite, expectProblem } from '../support/refusals.ts'
import { type ExactRequest, send } from '../support/send.ts'

const stack = inject('stack')
const contract = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../public/openapi.json'), 'utf8'),
) as { paths: Record<string, Record<string, unknown>> }

const operations = Object.entries(contract.paths).flatMap(([route, methods]) =>
  Object.keys(methods).map((method) => [method.toUpperCase(), route] as const),
)
// What everybody, or any page of ours, may have; what a person navigates to, which ends on a page; and where RFC 8935
// §2.3 says the shape.
const open =
  /^\/(\.well-known|health|openapi\.json|account\/|products\/|auth\/(google\/(login|connect)|callback|risc|forget-pages))/
const members = ['type', 'title', 'status', 'code', 'detail', 'instance', 'errors']

const callers: [name: string, headers: Record<string, string>][] = [
  ['a stranger', {}],
  ['a bad token', { authorization: 'Bearer x' }],
  ['a foreign page', { cookie: 'gatehouse-session=x', origin: 'https://evil.example' }],
  ['an old cookie', { cookie: 'gatehouse-session=x', 'x-csrf': '1' }],
]

async function expectKnownProblem(response: Response): Promise<void> {
  const body = (await response.clone().json()) as Record<string, unknown>
  expect(Object.keys(problems)).toContain(body.code)
  expect(members).toEqual(expect.arrayContaining(Object.keys(body)))
  expect(body.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/)
  expect(body.type).toBe(`${stack.authUrl}/problems/${String(body.code)}`)
  await expectProblem(response, body.code as ProblemCode)
}

test.each(operations.filter(([, route]) => !open.test(route)))(
  '%s %s refuses with a problem, whoever asks',
  async (method, route) => {
    const address = route.replaceAll(/\{[^}]+\}/g, crypto.randomUUID())
    for (const site of everySite(stack))
      for (const [name, headers] of callers) {
        const request: ExactRequest = { method, headers }
        const response = await send(site + address, request)
        // Signing out is the one thing that cannot fail for want of a session.
        if (route === '/auth/logout' && response.status === 204) continue
        expect(response.status, `${name} at ${method} ${address}`).toBeGreaterThanOrEqual(400)
        expect(response.status).toBeLessThan(500)
        await expectKnownProblem(response)
      }
  },
)
