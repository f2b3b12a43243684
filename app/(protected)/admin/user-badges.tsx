import { Badge } from '@/components/ui/badge'
import { getTranslations } from '@/lib/i18n/translations'
import type { Role } from '@/lib/session/access-token'

export async function UserBadges({ role, isBlocked }: { role: Role; isBlocked: boolean }) {
  const t = await getTranslations('admin')
  return (
    <span className="flex flex-wrap gap-1.5">
      <Badge variant={isBlocked ? 'destructive' : 'outline'}>
        {t(isBlocked ? 'states.blocked' : 'states.active')}
      </Badge>
      {role === 'admin' && <Badge variant="default">{t('states.admin')}</Badge>}
    </span>
  )
}
