import { getFormatter } from '@/lib/i18n/translations'

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
const clock = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const

export async function timeInWords(time: Date): Promise<string> {
  return (await getFormatter()).dateTime(time, { ...day, ...clock })
}

export async function ShownTime({ time }: { time: Date }) {
  return <time dateTime={time.toISOString()}>{await timeInWords(time)}</time>
}
