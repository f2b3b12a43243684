import type { NextEvent } from '@/lib/google/next-events'
import type { getFormatter } from '@/lib/i18n/translations'

type Formatter = Awaited<ReturnType<typeof getFormatter>>

const day = { weekday: 'long', day: 'numeric', month: 'long' } as const
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/**
 * The day of an event, and the time of day unless it lasts all day.
 * @param timeZone the calendar's (IANA): the server cannot know where the person is
 */
export function toEventTime(
  start: NextEvent['start'],
  timeZone: string,
  format: Pick<Formatter, 'dateTime'>,
): { date: string; time: string | null } {
  if (start.kind === 'time') {
    const at = new Date(start.at)
    return {
      date: format.dateTime(at, { ...day, timeZone }),
      time: format.dateTime(at, { ...clock, timeZone }),
    }
  }
  // A date is no moment: it is the same day wherever one is.
  const date = new Date(`${start.date}T00:00:00Z`)
  return { date: format.dateTime(date, { ...day, timeZone: 'UTC' }), time: null }
}
