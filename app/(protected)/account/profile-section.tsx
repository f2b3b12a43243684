import { User } from 'lucide-react'
import { UserAvatar } from '@/components/user-avatar'
import type { CurrentUser } from '@/lib/auth/current-user'
import { getTranslations } from '@/lib/i18n/translations'
import { AccountSection } from './account-section'

/** Who the person is here, as Google told it at the last sign-in. */
export async function ProfileSection({ user }: { user: CurrentUser }) {
  const t = await getTranslations('account')
  return (
    <AccountSection id="profile" heading={t('profile.heading')} icon={User}>
      <div className="mt-4 flex flex-wrap items-center gap-5">
        <UserAvatar name={user.name} email={user.email} picture={user.picture} />
        <dl className="[&_dt]:text-muted-foreground grid min-w-0 grid-cols-[auto_1fr] gap-x-4 gap-y-1 [&_dd]:min-w-0">
          <dt>{t('profile.name')}</dt>
          <dd>{user.name ?? t('profile.notGiven')}</dd>
          <dt>{t('profile.email')}</dt>
          <dd className="wrap-anywhere">{user.email}</dd>
          <dt>{t('profile.role')}</dt>
          <dd>{t(`profile.${user.role}`)}</dd>
        </dl>
      </div>
      <p className="text-muted-foreground mt-4 text-sm">{t('profile.source')}</p>
    </AccountSection>
  )
}
