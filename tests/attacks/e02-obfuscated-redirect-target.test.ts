// A link on another site is answered with our login page, which carries the target that was let through: that, and what
// a browser makes of it (WHATWG URL), must be ours.
import { describe, expect, inject, it } from 'vitest'
import { obfuscatedForeignTargets, plainForeignTargets } from '../support/redirect-targets.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [url] = stack.replicaUrls
const targets = [...new Set([...plainForeignTargets, ...obfuscatedForeignTargets])]

async function letThrough(encodedNext: string): Promise<string> {
  const response = await send(`${url}/auth/google/login?next=${encodedNext}`, {
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  })
  expect(response.status).toBe(303)
  const location = new URL(response.headers.get('location')!)
  expect(location.origin + location.pathname).toBe(`${stack.authUrl}/login`)
  return location.searchParams.get('next')!
}

function staysHere(target: string): boolean {
  const resolved = new URL(target, stack.authUrl)
  const decoded = new URL(decodeURIComponent(target), stack.authUrl)
  return resolved.origin === stack.authUrl && decoded.origin === stack.authUrl
}

describe('an obfuscated target', () => {
  it.each(targets.map((target) => [JSON.stringify(target), target]))(
    'stays on our site: %s',
    async (_, target) => {
      for (const encoded of [encodeURIComponent(target), encodeURI(target)]) {
        const next = await letThrough(encoded)
        expect(staysHere(next), next).toBe(true)
        expect(next).toMatch(/^\/(?![/\\])/)
      }
    },
  )

  it('is told from a real page, which is kept with its query and fragment', async () => {
    const page = '/products?q=a%20lamp&next=//evil.example#top'
    expect(await letThrough(encodeURIComponent(page))).toBe(page)
  })
})
