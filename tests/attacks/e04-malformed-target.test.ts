// CVE-2022-31093: a target that cannot be parsed is the default page, never a crash.
import { describe, expect, inject, it } from 'vitest'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [url] = stack.replicaUrls

describe('a malformed target', () => {
  it.each([
    ['an unfinished host', 'next=http%3A%2F%2F%5B'],
    ['an unfinished host on our path', 'next=%2F%2F%5B'],
    ['a lone percent sign', 'next=%'],
    ['a broken escape', 'next=%2F%E0%A4%A'],
    ['bytes that are not UTF-8', 'next=%2F%FF%FE'],
    ['an escaped broken escape', 'next=%2F%25E0%25A4'],
    ['a NUL', 'next=%2Fproducts%00'],
    ['8 KB', `next=%2F${'a'.repeat(8_192)}`],
    ['empty', 'next='],
    ['nothing', 'next'],
    ['a list', 'next[]=%2Faccount'],
    ['an object', 'next[not]=%2Faccount'],
    ['a prototype', '__proto__[next]=%2F%2Fevil.example'],
    ['a lone surrogate', 'next=%2F%ED%A0%80'],
  ])('that is %s leads to the default page', async (_, query) => {
    const response = await send(`${url}/auth/google/login`, {
      rawTarget: `/auth/google/login?${query}`,
      headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    })
    expect(response.status).toBe(303)
    const { searchParams } = new URL(response.headers.get('location')!)
    expect(searchParams.get('next')).toBe('/products')
  })

  it('does not stop a sign-in from beginning', async () => {
    const response = await send(`${url}/auth/google/login`, {
      rawTarget: '/auth/google/login?next=http://[&next=%',
    })
    expect(response.headers.get('location')).toContain(stack.googleUrl)
  })
})
