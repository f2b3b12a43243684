// OWASP ASVS 3.3.5: a long name or picture must not push the cookies over what a browser keeps.
import { afterEach, expect, inject, test } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { signIn } from '../support/login.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)
afterEach(() => google.reset())

test.each([
  ['name', { name: 'n'.repeat(4_096) }],
  ['name of four-byte characters', { name: '𝒜'.repeat(1_024) }],
  ['picture', { picture: `https://lh3.googleusercontent.com/a/${'p'.repeat(4_000)}` }],
  [
    'name and picture',
    { name: 'n'.repeat(4_096), picture: `https://lh3.googleusercontent.com/${'p'.repeat(4_000)}` },
  ],
])(
  'signs in somebody with a %s of 4 KB, in cookies of less than 4 KB together',
  async (_, claims) => {
    await google.set({ personas: { user9003: claims } })
    const { jar } = await signIn(stack, { persona: 'user9003' })
    expect(Buffer.byteLength(jar.header())).toBeLessThan(4_096)
    const response = await send(`${stack.replicaUrls[0]}/account`, {
      headers: { cookie: jar.header() },
    })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('user9003@example.com')
  },
)
