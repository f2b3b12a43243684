import Link from 'next/link'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'

type Props = {
  /** The page that is shown, or under which it belongs. */
  current: 'users' | 'audit'
  isItself?: boolean
}

const addressOf = { users: paths.admin, audit: paths.adminAudit } as const

export async function AdminNav({ current, isItself = true }: Props) {
  const t = await getTranslations('admin')
  return (
    <nav aria-label={t('nav.label')} className="no-print mb-6 -ml-3 flex flex-wrap gap-1">
      {(['users', 'audit'] as const).map((name) => (
        <Link
          key={name}
          href={addressOf[name]}
          prefetch={false}
          aria-current={name !== current ? undefined : isItself ? 'page' : 'true'}
          className="hover:bg-accent aria-[current]:bg-accent aria-[current]:decoration-primary inline-flex min-h-11 items-center rounded-lg px-3 font-medium decoration-2 underline-offset-8 aria-[current]:underline"
        >
          {t(`nav.${name}`)}
        </Link>
      ))}
    </nav>
  )
}
