import { CircleHelp, type LucideIcon, Monitor, Smartphone, Tablet } from 'lucide-react'
import { placeInWords } from '@/components/place-in-words'
import { ShownTime } from '@/components/shown-time'
import { Badge } from '@/components/ui/badge'
import { getTranslations } from '@/lib/i18n/translations'
import type { Device } from '@/lib/session/device-in-words'
import type { OwnSession } from '@/lib/session/own-sessions'

const icons: Record<Device['kind'], LucideIcon> = {
  phone: Smartphone,
  tablet: Tablet,
  computer: Monitor,
  unknown: CircleHelp,
}

type Props = { session: OwnSession; device: string }

/** What is told of one session: on what it runs, when it was last seen, from where and when it began. */
export async function SessionSummary({ session, device }: Props) {
  const t = await getTranslations('account')
  const place = await placeInWords(session.truncatedAddress)
  const Icon = icons[session.deviceParts.kind]
  return (
    <div className="flex min-w-0 items-start gap-3">
      <span className="bg-muted mt-0.5 inline-flex size-10 shrink-0 items-center justify-center rounded-lg">
        <Icon className="text-muted-foreground size-5" aria-hidden="true" />
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {device}
          {session.isCurrent && <Badge variant="default">{t('sessions.thisDevice')}</Badge>}
        </p>
        <p className="text-muted-foreground text-sm">
          {session.isCurrent
            ? t('sessions.now')
            : t.rich('sessions.seen', { when: () => <ShownTime time={session.lastSeenAt} ago /> })}
          {place && <> · {t('sessions.from', { place })}</>}
          {' · '}
          {t.rich('sessions.began', { when: () => <ShownTime time={session.createdAt} /> })}
        </p>
      </div>
    </div>
  )
}
