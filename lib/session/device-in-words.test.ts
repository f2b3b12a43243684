import fc from 'fast-check'
import bowser from 'bowser'
import { expect, test } from 'vitest'
import { deviceInWords, toDevice } from './device-in-words'

const mozilla = 'Mozilla/5.0'
const gecko = '(KHTML, like Gecko)'

test.each([
  [
    `${mozilla} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${gecko} Chrome/141.0.0.0 Safari/537.36`,
    'Chrome on Windows',
  ],
  [
    `${mozilla} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${gecko} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
    'Microsoft Edge on Windows',
  ],
  [
    `${mozilla} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 ${gecko} Version/18.5 Mobile/15E148 Safari/604.1`,
    'Safari on iPhone',
  ],
  [
    `${mozilla} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 ${gecko} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1`,
    'Chrome on iPhone',
  ],
  [
    `${mozilla} (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 ${gecko} Version/16.6 Mobile/15E148 Safari/604.1`,
    'Safari on iPad',
  ],
  [
    `${mozilla} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 ${gecko} Version/18.5 Safari/605.1.15`,
    'Safari on macOS',
  ],
  [`${mozilla} (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0`, 'Firefox on Linux'],
  [
    `${mozilla} (Linux; Android 15; Pixel 9) AppleWebKit/537.36 ${gecko} Chrome/141.0.0.0 Mobile Safari/537.36`,
    'Chrome on Android',
  ],
  ['curl/8.15.0', 'Unknown device'],
  ['', 'Unknown device'],
  [null, 'Unknown device'],
])('%s is called %s', (userAgent, words) => {
  expect(deviceInWords(userAgent)).toBe(words)
})

test.each([
  [
    `${mozilla} (Linux; Android 15; Pixel 9) AppleWebKit/537.36 ${gecko} Chrome/141.0.0.0 Mobile Safari/537.36`,
    'phone',
  ],
  [
    `${mozilla} (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 ${gecko} Version/16.6 Mobile/15E148 Safari/604.1`,
    'tablet',
  ],
  [`${mozilla} (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0`, 'computer'],
  ['curl/8.15.0', 'unknown'],
  [null, 'unknown'],
])('%s is a %s', (userAgent, kind) => {
  expect(toDevice(userAgent).kind).toBe(kind)
})

test.each([
  '<img/src=x onerror=alert(1)>/1.0',
  'javascript:alert(1)/2',
  'Your-account-is-blocked,call-0800-555-0199/1.0',
  '\u0000\u0007\u001b[31m/1',
  '\u202egnihtyna/1',
  '__proto__/1',
  'constructor/1',
  'a'.repeat(10_000),
  `${'('.repeat(5_000)}/1`,
])('repeats nothing of %s', (hostile) => {
  expect(deviceInWords(hostile)).toBe('Unknown device')
})

test('says nothing but what is on the lists, whatever the browser calls itself', () => {
  const browsers = Object.values(bowser.BROWSER_MAP)
  const places = [...Object.values(bowser.OS_MAP), 'iPhone', 'iPad']
  const all = new Set([
    'Unknown device',
    ...browsers,
    ...places,
    ...browsers.flatMap((browser) => places.map((place) => `${browser} on ${place}`)),
  ])
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      'Mozilla/5.0',
      ' (',
      ';',
      ')',
      'Chrome/1',
      'Safari/1',
      'Windows NT 10.0',
      'iPhone',
      'Version/',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expect(all.has(deviceInWords(pieces.join('')))).toBe(true)
    }),
  )
})

test('answers a long text as fast as a short one', () => {
  const startedAt = performance.now()
  for (const unit of ['(', 'Version/1 ', 'Mozilla/5.0 ', 'a/', ' ']) toDevice(unit.repeat(100_000))
  expect(performance.now() - startedAt).toBeLessThan(500)
})
