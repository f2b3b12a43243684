import { describe, expect, it } from 'vitest'
import { toInitials, toShownPicture } from './user-picture'

describe('toShownPicture', () => {
  it("shows a picture on Google's own host", () => {
    const url = 'https://lh3.googleusercontent.com/a/abc=s96-c'
    expect(toShownPicture(url)).toBe(url)
  })

  it.each([
    null,
    '',
    'javascript:alert(1)',
    'data:image/svg+xml,<svg onload=alert(1)>',
    '//lh3.googleusercontent.com/a',
    'http://lh3.googleusercontent.com/a',
    'https://lh3.googleusercontent.com.evil.example/a',
    'https://evil.example/lh3.googleusercontent.com',
    'https://lh3.googleusercontent.com@evil.example/a',
    'https://user:pass@lh3.googleusercontent.com/a',
    'https://lh3.googleusercontent.com:8443/a',
    'https://[',
  ])('never shows %j', (url) => {
    expect(toShownPicture(url)).toBeNull()
  })
})

describe('toInitials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['Ada', 'A'],
    ['Anna Maria van Schurman', 'AS'],
    ['  ', 'X'],
    [null, 'X'],
    ['élan vital', 'ÉV'],
    ['😀 Smile', '😀S'],
  ])('takes %j to %j', (name, initials) => {
    expect(toInitials(name, 'x@example.com')).toBe(initials)
  })
})
