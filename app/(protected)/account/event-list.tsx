import type { NextEvent } from '@/lib/google/next-events'
import { getFormatter, getTranslations } from '@/lib/i18n/translations'
import { toEventTime } from './event-time'

type Props = { events: NextEvent[]; timeZone: string }

export async function EventList({ events, timeZone }: Props) {
  const t = await getTranslations('account')
  const format = await getFormatter()
  function toWords(start: NextEvent['start']): string {
    const { date, time } = toEventTime(start, timeZone, format)
    return time === null ? t('events.allDay', { date }) : t('events.time', { date, time })
  }
  return (
    <>
      <ul className="divide-border divide-y">
        {events.map(({ id, title, start, location }) => (
          <li key={id} className="py-3">
            <p className="font-medium break-words">{title ?? t('events.untitled')}</p>
            <p className="text-muted-foreground">
              <time dateTime={start.kind === 'time' ? start.at : start.date}>{toWords(start)}</time>
              {location && <span className="break-words"> · {location}</span>}
            </p>
          </li>
        ))}
      </ul>
      <p className="text-muted-foreground mt-2 text-sm">
        {t('events.zone', { zone: timeZone.replaceAll('_', ' ') })}
      </p>
    </>
  )
}
