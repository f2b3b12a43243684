import { timeInWords } from '@/components/shown-time'
import type { ShownUser } from '@/lib/admin/show-user'
import { hasScope, scopeNames } from '@/lib/google/scopes'
import { getTranslations } from '@/lib/i18n/translations'
import { AdminSection } from './admin-section'
import { Fact } from './fact'

type GoogleAccount = ShownUser['googleAccounts'][number]

/** What is known of the person at Google: no token, and not by what name Google knows them. */
export async function GoogleSection({ accounts }: { accounts: GoogleAccount[] }) {
  const t = await getTranslations('admin')
  return (
    <AdminSection id="google" heading={t('user.google')}>
      {accounts.length === 0 && <p className="mt-3">{t('user.googleNone')}</p>}
      {accounts.map((account, index) => (
        <Facts key={index} {...account} />
      ))}
    </AdminSection>
  )
}

async function Facts({
  google_blocked_at: blockedAt,
  granted_scopes,
  needs_reconnect,
}: GoogleAccount) {
  const t = await getTranslations('admin')
  const granted = scopeNames.filter((name) => hasScope(granted_scopes, name))
  const titles = granted.map((name) => t(`user.permission.${name}`))
  return (
    <dl className="divide-border mt-3 divide-y">
      <Fact term={t('user.googleState')}>
        {blockedAt
          ? t('user.googleBlocked', { time: await timeInWords(new Date(blockedAt)) })
          : t('user.googleActive')}
      </Fact>
      <Fact term={t('user.googlePermissions')}>
        {titles.length > 0 ? titles.join(', ') : t('user.googleNoPermissions')}
        {needs_reconnect && <span className="block">{t('user.googleLost')}</span>}
      </Fact>
    </dl>
  )
}
