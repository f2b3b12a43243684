import { KeyRound } from 'lucide-react'
import { SignOutForm } from '@/components/sign-out-form'
import { env } from '@/lib/config/env'
import { getTranslations } from '@/lib/i18n/translations'
import { AccountSection } from './account-section'
import { toDuration } from './duration'

/** For how long this browser stays signed in, and both ways out. */
export async function StayingSection() {
  const t = await getTranslations('account')
  const shell = await getTranslations('shell')
  const { ACCESS_TOKEN_SECONDS, SESSION_IDLE_SECONDS, SESSION_ABSOLUTE_SECONDS } = env()
  const words = {
    idle: t('duration', toDuration(SESSION_IDLE_SECONDS)),
    absolute: t('duration', toDuration(SESSION_ABSOLUTE_SECONDS)),
    access: t('duration', toDuration(ACCESS_TOKEN_SECONDS)),
  }
  return (
    <AccountSection id="session" heading={t('staying.heading')} icon={KeyRound}>
      <p className="mt-3 max-w-prose">{t('staying.text', words)}</p>
      <div className="no-print mt-4 flex flex-wrap items-start gap-3">
        <SignOutForm label={shell('signOut.here')} />
        <SignOutForm everywhere label={shell('signOut.everywhere')} />
      </div>
      <p className="text-muted-foreground mt-3 max-w-prose text-sm">{t('staying.everywhere')}</p>
    </AccountSection>
  )
}
