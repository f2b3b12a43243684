import { MonitorSmartphone } from 'lucide-react'
import { unstable_rethrow } from 'next/navigation'
import { deviceWords } from '@/components/device-words'
import { MoreLanguage } from '@/components/language-provider'
import { Notice } from '@/components/notice'
import type { CurrentUser } from '@/lib/auth/current-user'
import { someMessagesOf } from '@/lib/i18n/messages'
import { getLanguage, getTranslations } from '@/lib/i18n/translations'
import { log } from '@/lib/log/logger'
import { type OwnSession, listOwnSessions } from '@/lib/session/own-sessions'
import { AccountSection } from './account-section'
import { type ListedSession, SessionList } from './session-list'
import { SessionSummary } from './session-summary'

async function toListed(session: OwnSession): Promise<ListedSession> {
  const { id, isCurrent, deviceParts } = session
  const device = await deviceWords(deviceParts)
  return { id, device, isCurrent, summary: <SessionSummary session={session} device={device} /> }
}

// The rest of the page stands without the list.
async function loadSessions(user: CurrentUser): Promise<OwnSession[] | null> {
  try {
    return await listOwnSessions({ userId: user.id, sessionId: user.sessionId })
  } catch (error) {
    unstable_rethrow(error)
    log.error('sessions not listed', { error })
    return null
  }
}

/** Where the user is signed in, with a way to end each session but this one. */
export async function SessionsSection({ user }: { user: CurrentUser }) {
  const t = await getTranslations('account')
  const words = await getTranslations('sessions')
  const language = await getLanguage()
  const sessions = await loadSessions(user)
  return (
    <AccountSection id="sessions" heading={words('heading')} icon={MonitorSmartphone}>
      <p className="mt-3 max-w-prose">{t('sessions.intro')}</p>
      {sessions ? (
        <MoreLanguage language={language} messages={someMessagesOf(language, ['sessions'])}>
          <SessionList sessions={await Promise.all(sessions.map(toListed))} />
        </MoreLanguage>
      ) : (
        <div className="mt-3">
          <Notice tone="alarm">{t('sessions.unknown')}</Notice>
        </div>
      )}
    </AccountSection>
  )
}
