import { getFormatter } from '@/lib/i18n/translations'

const exact = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
} as const

/** A moment, exactly, for a sentence; `ShownTime` where it stands by itself. */
export async function timeInWords(time: Date): Promise<string> {
  return (await getFormatter()).dateTime(time, exact)
}

/** A moment: exactly, or with `ago` as "3 minutes ago" and the exact time on demand. */
export async function ShownTime({ time, ago = false }: { time: Date; ago?: boolean }) {
  const format = await getFormatter()
  const words = await timeInWords(time)
  return (
    <time dateTime={time.toISOString()} title={ago ? words : undefined}>
      {ago ? format.relativeTime(time, new Date()) : words}
    </time>
  )
}
