import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultOfSecret } from './secret-strength'

const encodings = ['base64', 'base64url'] as const

describe('a secret', () => {
  it.each(encodings)('of 32 to 64 random bytes in %s is always accepted', (encoding) => {
    for (let bytes = 32; bytes <= 64; bytes++)
      for (let draw = 0; draw < 100; draw++)
        expect(faultOfSecret(randomBytes(bytes).toString(encoding))).toBeNull()
  })

  it('of fewer than 32 bytes is refused, however random', () => {
    for (let bytes = 1; bytes < 32; bytes++)
      expect(faultOfSecret(randomBytes(bytes).toString('base64'))).toMatch(/at least 32 bytes/)
  })

  it.each([
    ['a password', 'correct horse battery staple, long enough'],
    ['one letter', 'A'.repeat(44)],
    ['zeros', Buffer.alloc(48).toString('base64')],
    ['a short pattern', Buffer.from('0123456789abcdef'.repeat(4)).toString('base64')],
    ['counting', 'abcd'.repeat(16)],
    ['encoded text', Buffer.from('The quick brown fox jumps over a lazy dog').toString('base64')],
    ['hexadecimal text, encoded', Buffer.from(randomBytes(32).toString('hex')).toString('base64')],
    ['the word secret', `secret${randomBytes(33).toString('hex')}`],
    ['the word ChangeMe', `ChangeMe${randomBytes(33).toString('hex')}`],
    ['a placeholder', 'replace-me-with-the-output-of-openssl-rand-base64-33-please'],
    ['white space', `${randomBytes(33).toString('base64')} `],
    ['a line break', `${randomBytes(33).toString('base64')}\n`],
    ['nothing', ''],
    ['a length that no base64 has', `${randomBytes(33).toString('base64')}A`],
  ])('that is %s is refused with the way to make a good one', (_, value) => {
    expect(faultOfSecret(value)).toMatch(/openssl rand -base64 33/)
  })

  it('is judged and never quoted, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 12 }), fc.base64String()), (value) => {
        const fault = faultOfSecret(value)
        if (value.length >= 12) expect(fault ?? '').not.toContain(value)
      }),
    )
  })
})
