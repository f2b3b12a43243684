import type { NextEvent } from '@/lib/google/next-events'
import { eventTimeInWords } from './event-time-in-words'

export function EventList({ events, timeZone }: { events: NextEvent[]; timeZone: string }) {
  return (
    <>
      <ul className="divide-border divide-y">
        {events.map(({ id, title, start, location }) => (
          <li key={id} className="py-3">
            <p className="font-medium break-words">{title ?? 'Without a title'}</p>
            <p className="text-muted-foreground">
              <time dateTime={start.kind === 'time' ? start.at : start.date}>
                {eventTimeInWords(start, timeZone)}
              </time>
              {location && <span className="break-words"> · {location}</span>}
            </p>
          </li>
        ))}
      </ul>
      <p className="text-muted-foreground mt-2 text-sm">
        Times are those of your calendar: {timeZone.replaceAll('_', ' ')}.
      </p>
    </>
  )
}
