// What does not exist is a page: its words are in the answer itself, for those without a script, and for no others in it is
// anything of what they may not see.
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { adminPages, plantAdmin, visitAs } from '../support/administration.ts'
import { type PlantedSession, cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite, expectNothingProtected } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')

let member: PlantedSession
let admin: PlantedSession
beforeAll(async () => {
  member = await plantSession(stack)
  admin = await plantAdmin(stack)
})

const main = /<main.*<\/main>/s

function missing(): [who: PlantedSession, path: string][] {
  return [
    [member, '/products/no-such-thing'],
    [admin, '/products/no-such-thing'],
    [admin, `/admin/users/${randomUUID()}`],
    [admin, '/admin/users/nobody'],
    ...adminPages(admin.userId).map((path): [PlantedSession, string] => [member, path]),
    [member, '/lab'],
  ]
}

describe('an address with nothing behind it', () => {
  test('is answered as one that no page has, in words and by its status', async () => {
    for (const site of everySite(stack)) {
      const nowhere = await (await visitAs(member, `${site}/${randomUUID()}`)).text()
      expect(main.exec(nowhere)?.[0]).toMatch(/<h1[^>]*>Page not found<\/h1>.*<a[^>]*href="\/"/s)
      for (const [who, path] of missing()) {
        const response = await visitAs(who, site + path)
        expect(response.status, path).toBe(404)
        const html = await response.text()
        expect(html, path).toMatch(/^<!DOCTYPE html><html[^>]* lang="en"/)
        expect(html, path).toContain('<title>Page not found · Gatehouse</title>')
        expect(html, path).toContain('<header')
        expect(main.exec(html)?.[0], path).toBe(main.exec(nowhere)?.[0])
        expectNothingProtected(html.replaceAll(who.email, ''))
      }
    }
  })

  test('is told to the router in a payload that it shows without loading the page anew', async () => {
    for (const site of everySite(stack))
      for (const [who, path] of missing()) {
        const headers = { cookie: cookiesOf(who), rsc: '1' }
        // Next wants its own parameter with what its router asks for.
        let response = await send(site + path, { headers })
        if (response.status === 307)
          response = await send(new URL(response.headers.get('location')!, site).href, { headers })
        expect(response.status, path).toBe(200)
        expect(response.headers.get('content-type')).toBe('text/x-component')
        expect(await response.text(), path).toContain('Page not found')
      }
  })
})
