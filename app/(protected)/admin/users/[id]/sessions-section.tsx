import { deviceWords } from '@/components/device-words'
import { placeInWords } from '@/components/place-in-words'
import { timeInWords } from '@/components/shown-time'
import { getTranslations } from '@/lib/i18n/translations'
import type { OwnSession } from '@/lib/session/own-sessions'
import { AdminSection } from './admin-section'
import { outcomeWords } from './outcome-words'
import { type ListedSession, SessionList, type SessionListWords } from './session-list'

type Props = { userId: string; email: string; sessions: OwnSession[] }

async function toListed(session: OwnSession): Promise<ListedSession> {
  const t = await getTranslations('admin')
  const { id, deviceParts, truncatedAddress, isCurrent } = session
  const device = await deviceWords(deviceParts)
  const place = await placeInWords(truncatedAddress)
  const lines = [
    t('sessions.seen', { time: await timeInWords(session.lastSeenAt) }),
    ...(place ? [t('sessions.place', { place })] : []),
    t('sessions.began', { time: await timeInWords(session.createdAt) }),
  ]
  const endLabel = isCurrent ? null : t('sessions.endNamed', { device })
  return { id, device, lines: lines.join(' · '), endLabel }
}

async function toWords(email: string, sessions: OwnSession[]): Promise<SessionListWords> {
  const t = await getTranslations('admin')
  const isOwn = sessions.some(({ isCurrent }) => isCurrent)
  const hasOthers = sessions.some(({ isCurrent }) => !isCurrent)
  return {
    list: t('sessions.list', { email }),
    current: t('sessions.current'),
    end: t('sessions.end'),
    endAll: hasOthers ? t(isOwn ? 'sessions.endAllOwn' : 'sessions.endAll') : null,
    pending: t('sessions.pending'),
    outcomes: await outcomeWords(),
  }
}

/** Where the person is signed in, with a way to end each session. */
export async function SessionsSection({ userId, email, sessions }: Props) {
  const t = await getTranslations('admin')
  const listed = await Promise.all(sessions.map(toListed))
  return (
    <AdminSection id="sessions" heading={t('sessions.title')}>
      <p className="mt-3 max-w-prose">
        {t(sessions.length > 0 ? 'sessions.intro' : 'sessions.none')}
      </p>
      <SessionList userId={userId} sessions={listed} words={await toWords(email, sessions)} />
    </AdminSection>
  )
}
