// OWASP ASVS 5.0 §8.3.1: a Server Action is an address of its own. Each that the build lists is called by strangers, by
// foreign pages, by other users and by GET, and nothing happens; by its own page it works.
import { expect, inject, test } from 'vitest'
import { readAllRights } from '../support/live-sessions.ts'
import { cookiesOf, plantSession, readSession } from '../support/planted-session.ts'
import { everySite, expectNothingProtected, expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { actionRequest, listActions } from '../support/server-actions.ts'

const stack = inject('stack')
const ownPage = { origin: stack.authUrl, 'sec-fetch-site': 'same-origin' }
const pages = ['/account', '/', '/products']

test('nobody but the owner’s own page gets anything done by any action', async () => {
  const owner = await plantSession(stack)
  const victim = await plantSession(stack, { userId: owner.userId })
  const cookie = cookiesOf(owner)
  const stranger = cookiesOf(await plantSession(stack))
  const callers: Record<string, string>[] = [
    {},
    ownPage,
    { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { cookie, origin: 'null', 'sec-fetch-site': 'cross-site' },
    { cookie, origin: 'https://evil.example' },
    { cookie, 'sec-fetch-site': 'same-site' },
    { cookie },
    { cookie: stranger, ...ownPage },
  ]
  const before = await readAllRights(stack)
  for (const site of everySite(stack))
    for (const action of [...listActions(stack, site).values(), '4'.repeat(42)])
      for (const headers of callers)
        for (const page of pages) {
          const request = actionRequest(action, { which: victim.sessionId }, headers)
          const response = await send(site + page, request)
          // Without the guard Next itself refuses a foreign Origin, and calls that a 500.
          if (site !== stack.noMiddlewareUrl) expect(response.status).toBeLessThan(500)
          if (!headers.cookie) expectNothingProtected(await response.text())
          const asGet = { 'next-action': action, ...headers }
          await send(`${site}${page}?which=${victim.sessionId}`, { headers: asGet })
        }
  expect(await readAllRights(stack)).toEqual(before)
})

test('the owner’s own page ends a session by its action, so that nothing above fails by accident', async () => {
  for (const site of everySite(stack)) {
    const owner = await plantSession(stack)
    const other = await plantSession(stack, { userId: owner.userId })
    const headers = { ...ownPage, cookie: cookiesOf(owner) }
    const id = listActions(stack, site).get('endSessionAction')!
    const request = actionRequest(id, { which: other.sessionId }, headers)
    expect((await send(`${site}/account`, request)).status).toBe(200)
    expect((await readSession(stack, other.sessionId)).revoked_at).not.toBeNull()
    expect((await readSession(stack, owner.sessionId)).revoked_at).toBeNull()
  }
})

const boundary = 'gatehouse-boundary'
const multipart = `multipart/form-data; boundary=${boundary}`

function parts(...fields: [name: string, value: string][]): string {
  const all = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${all.join('')}--${boundary}--\r\n`
}

/** What no page of ours posts, to an action that is there: by its script, or by a form without one. */
function malformed(id: string): [what: string, type: string, body: string, isByScript: boolean][] {
  const arguments_ = parts(['_1_which', 'others'], ['0', '[null,"$K1"]'])
  const many = Array.from({ length: 2_000 }, () => 1)
  return [
    ['cut off', multipart, arguments_.slice(0, -20), true],
    ['without its boundary', 'multipart/form-data', arguments_, true],
    ['empty', multipart, '', true],
    ['no JSON', multipart, parts(['0', '[nu']), true],
    ['references to nothing', multipart, parts(['0', '["$K9","$F1","$@7"]']), true],
    ['text and no JSON', 'text/plain;charset=UTF-8', '[[[', true],
    ['too many arguments', 'text/plain;charset=UTF-8', JSON.stringify(many), true],
    ['too large', multipart, parts(['_1_x', 'x'.repeat(1_200_000)]), true],
    ['a form that is cut off', multipart, parts([`$ACTION_ID_${id}`, '']).slice(0, -10), false],
    ['a form without its boundary', 'multipart/form-data', 'x', false],
    [
      'a form too large',
      multipart,
      parts([`$ACTION_ID_${id}`, ''], ['x', 'x'.repeat(1_200_000)]),
      false,
    ],
  ]
}

test('a body that cannot be read is refused as such, is no fault of the site, and does nothing', async () => {
  const owner = await plantSession(stack)
  const before = await readAllRights(stack)
  for (const site of everySite(stack)) {
    const id = listActions(stack, site).get('endSessionAction')!
    for (const [what, type, body, isByScript] of malformed(id)) {
      const headers = {
        ...ownPage,
        cookie: cookiesOf(owner),
        'content-type': type,
        'content-length': String(Buffer.byteLength(body)),
        ...(isByScript && { 'next-action': id }),
      }
      const response = await send(`${site}/account`, { method: 'POST', headers, body })
      expect([what, response.status]).toEqual([what, 400])
      await expectProblem(response, 'invalid_request')
    }
  }
  expect(await readAllRights(stack)).toEqual(before)
})
