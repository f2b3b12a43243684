import { expect, test } from 'vitest'
import { eventTimeInWords } from './event-time-in-words'

test.each([
  ['2026-03-04T08:30:00Z', 'UTC', 'Wednesday 4 March, 08:30'],
  ['2026-03-04T08:30:00+01:00', 'Europe/Zurich', 'Wednesday 4 March, 08:30'],
  ['2026-03-04T23:30:00Z', 'Asia/Tokyo', 'Thursday 5 March, 08:30'],
  ['2026-03-04T00:05:00Z', 'America/New_York', 'Tuesday 3 March, 19:05'],
  ['2026-03-04T00:00:00Z', 'UTC', 'Wednesday 4 March, 00:00'],
])('%s is told in the calendar’s zone %s as %s', (at, timeZone, words) => {
  expect(eventTimeInWords({ kind: 'time', at }, timeZone)).toBe(words)
})

test.each(['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  'a whole day stays that day in %s',
  (timeZone) => {
    const start = { kind: 'date', date: '2026-03-04' } as const
    expect(eventTimeInWords(start, timeZone)).toBe('Wednesday 4 March, all day')
  },
)
