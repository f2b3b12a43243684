import type { NextEvent } from '@/lib/google/next-events'

const day = { weekday: 'long', day: 'numeric', month: 'long' } as const
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** @param timeZone the calendar's (IANA): the server cannot know where the person is */
export function eventTimeInWords(start: NextEvent['start'], timeZone: string): string {
  if (start.kind === 'time') {
    const at = new Date(start.at)
    const date = new Intl.DateTimeFormat('en-GB', { ...day, timeZone }).format(at)
    return `${date}, ${new Intl.DateTimeFormat('en-GB', { ...clock, timeZone }).format(at)}`
  }
  // A date is no moment: it is the same day wherever one is.
  const date = new Date(`${start.date}T00:00:00Z`)
  return `${new Intl.DateTimeFormat('en-GB', { ...day, timeZone: 'UTC' }).format(date)}, all day`
}
