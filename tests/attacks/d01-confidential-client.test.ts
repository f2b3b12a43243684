// The BFF is a confidential client: its secret, the token endpoint and the code's exchange are the server's alone. What
// the browser is given of the site knows none of them.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { cookiesOf, plantSession } from '../support/planted-session.ts'
import { everySite } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const staticFolder = path.join(import.meta.dirname, '../../.next/static')
const secrets = [stack.clientSecret, stack.authSecret, new URL(stack.databaseUrl).password]
const serversAlone =
  /client_secret|code_verifier|oauth2\/v\d\/token|AUTH_SECRET|AUTH_GOOGLE|DATABASE_URL|process\.env\.[A-Z]/

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}

test('no script for the browser knows the client’s secret, the token endpoint or the environment', () => {
  const scripts = filesBelow(staticFolder).filter((file) => file.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(0)
  for (const file of scripts) expect(readFileSync(file, 'utf8'), file).not.toMatch(serversAlone)
})

test('no source map is built for the browser, or served', async () => {
  const files = filesBelow(staticFolder)
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  const script = files.find((file) => file.endsWith('.js'))!
  const address = `/_next/static/${path.relative(staticFolder, script)}`
  for (const site of stack.replicaUrls) {
    expect((await send(site + address)).status).toBe(200)
    expect((await send(`${site}${address}.map`)).status).toBe(404)
  }
})

test('no page holds a secret of the server', async () => {
  const cookie = cookiesOf(await plantSession(stack))
  for (const site of everySite(stack))
    for (const page of ['/', '/login', '/privacy', '/products', '/account', '/nowhere']) {
      const text = await (await send(site + page, { headers: { cookie } })).text()
      expect(text).toContain('Gatehouse')
      for (const secret of secrets.filter(Boolean)) expect(text).not.toContain(secret)
      expect(text).not.toMatch(serversAlone)
    }
})
