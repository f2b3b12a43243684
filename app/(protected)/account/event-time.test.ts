import { expect, test } from 'vitest'
import { createFormatter } from 'use-intl/core'
import { toEventTime } from './event-time'

const english = createFormatter({ locale: 'en-GB', timeZone: 'UTC' })
const german = createFormatter({ locale: 'de-DE', timeZone: 'UTC' })

test.each([
  ['2026-03-04T08:30:00Z', 'UTC', 'Wednesday 4 March', '08:30'],
  ['2026-03-04T08:30:00+01:00', 'Europe/Zurich', 'Wednesday 4 March', '08:30'],
  ['2026-03-04T23:30:00Z', 'Asia/Tokyo', 'Thursday 5 March', '08:30'],
  ['2026-03-04T00:05:00Z', 'America/New_York', 'Tuesday 3 March', '19:05'],
  ['2026-03-04T00:00:00Z', 'UTC', 'Wednesday 4 March', '00:00'],
])('%s is told in the calendar’s zone %s as %s, %s', (at, timeZone, date, time) => {
  expect(toEventTime({ kind: 'time', at }, timeZone, english)).toEqual({ date, time })
})

test('an event is told as the language writes it', () => {
  const start = { kind: 'time', at: '2026-03-04T08:30:00Z' } as const
  expect(toEventTime(start, 'UTC', german)).toEqual({ date: 'Mittwoch, 4. März', time: '08:30' })
})

test.each(['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  'a whole day stays that day in %s',
  (timeZone) => {
    const start = { kind: 'date', date: '2026-03-04' } as const
    expect(toEventTime(start, timeZone, english)).toEqual({ date: 'Wednesday 4 March', time: null })
  },
)
