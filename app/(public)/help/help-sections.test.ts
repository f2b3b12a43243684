import { expect, test } from 'vitest'
import de from '@/messages/de/help.json'
import en from '@/messages/en/help.json'
import { loginErrorCodes } from '@/lib/auth/login-errors'
import { helpSections } from './help-sections'

const entries = helpSections.flatMap((section) => [...section.entries])

test.each([
  ['English', en],
  ['German', de],
])('each entry of the help page is there in %s, and nothing that no page shows', (_, words) => {
  expect(Object.keys(words.entries).sort()).toEqual([...entries].sort())
  expect(Object.keys(words.sections)).toEqual(helpSections.map(({ id }) => id))
})

test('every sentence of the login page that leaves somebody in trouble has its entry', () => {
  const explained = new Set<string>(entries)
  // The same trouble by another name, no trouble at all, and what only its reference explains.
  const others = ['service_unavailable', 'sign_in_failed', 'signed_out', /^account_deleted/]
  const isOther = (code: string) =>
    others.some((other) => (other instanceof RegExp ? other.test(code) : other === code))
  expect(loginErrorCodes.filter((code) => !explained.has(code) && !isOther(code))).toEqual([])
})

test('no two entries or sections share an address', () => {
  const ids = [...entries, ...helpSections.map(({ id }) => id)]
  expect(new Set(ids).size).toBe(ids.length)
})
