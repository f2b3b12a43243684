import { ShownTime, timeInWords } from '@/components/shown-time'
import type { ShownUser } from '@/lib/admin/show-user'
import { getTranslations } from '@/lib/i18n/translations'
import { UserBadges } from '../../user-badges'
import { AdminSection } from './admin-section'
import { Fact } from './fact'

export async function ProfileSection({ user }: { user: ShownUser }) {
  const t = await getTranslations('admin')
  const { id, email, name, role, disabledAt, createdAt, favourites } = user
  return (
    <AdminSection id="profile" heading={t('user.profile')}>
      <dl className="divide-border mt-3 divide-y">
        <Fact term={t('user.name')}>
          <bdi>{name ?? t('users.noName')}</bdi>
        </Fact>
        <Fact term={t('user.email')}>
          <span className="wrap-anywhere">{email}</span>
        </Fact>
        <Fact term={t('user.state')}>
          <UserBadges role={role} isBlocked={disabledAt !== null} />
          {disabledAt && t('user.blockedSince', { time: await timeInWords(disabledAt) })}
        </Fact>
        <Fact term={t('user.role')}>
          {t(role === 'admin' ? 'states.admin' : 'states.member')}
          <span className="text-muted-foreground block text-sm">{t('user.roleNote')}</span>
        </Fact>
        <Fact term={t('user.joined')}>
          <ShownTime time={createdAt} />
        </Fact>
        <Fact term={t('user.favourites')}>{favourites}</Fact>
        <Fact term={t('user.id')}>
          <code className="text-sm wrap-anywhere">{id}</code>
        </Fact>
      </dl>
    </AdminSection>
  )
}
