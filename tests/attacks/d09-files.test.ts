// RFC 9110 §15.5.6, §13.1, §14.2: a file is read, by GET and HEAD; whatever else is asked of it is refused or has no effect,
// and is never a failure of the server's.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { projectFolder } from '../../local/cli/project.mjs'
import { expectProblem } from '../support/refusals.ts'
import { send } from '../support/send.ts'
import { sitesWithFiles } from '../support/static-files.ts'

const published = readdirSync(path.join(projectFolder, 'public')).map((name) => `/${name}`)
const sites = sitesWithFiles(inject('stack')).map(([site, [script]]): [string, string[]] => [
  site,
  [script!.address, ...published],
])

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])(
  '%s is a 405 that names GET and HEAD',
  async (method) => {
    for (const [site, addresses] of sites)
      for (const address of addresses) {
        const response = await send(site + address, { method, headers: { rsc: '1' } })
        expect(response.headers.get('allow'), address).toBe('GET, HEAD')
        await expectProblem(response, 'method_not_allowed')
      }
  },
)

test.each([
  ['range', 'bytes=0-9'],
  ['range', 'bytes=99999999-'],
  ['range', 'bytes=9-1'],
  ['range', 'bytes=x'],
  ['if-match', '"x"'],
  ['if-unmodified-since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
])('%s: %s is answered with the whole file', async (name, value) => {
  for (const [site, addresses] of sites)
    for (const address of addresses) {
      const whole = await send(site + address)
      const headers = { [name]: value, 'if-range': whole.headers.get('etag')! }
      const response = await send(site + address, { headers })
      expect(response.status, address).toBe(200)
      expect(await response.text()).toBe(await whole.text())
    }
})
