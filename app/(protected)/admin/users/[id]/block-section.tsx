import type { ShownUser } from '@/lib/admin/show-user'
import { getTranslations } from '@/lib/i18n/translations'
import { AdminSection } from './admin-section'
import { BlockForm, type BlockFormWords } from './block-form'
import { outcomeWords } from './outcome-words'

type Props = { user: ShownUser; isOwn: boolean }

async function toWords({ email, disabledAt }: ShownUser): Promise<BlockFormWords> {
  const t = await getTranslations('admin')
  const suffix = disabledAt ? 'Blocked' : ''
  return {
    open: t(`block.open${suffix}`),
    intro: t(`block.intro${suffix}`, { email }),
    confirm: t(`block.confirm${suffix}`, { email }),
    pending: t(`block.pending${suffix}`),
    outcomes: await outcomeWords(),
  }
}

export async function BlockSection({ user, isOwn }: Props) {
  const t = await getTranslations('admin')
  return (
    <AdminSection id="block" heading={t(user.disabledAt ? 'block.titleBlocked' : 'block.title')}>
      {isOwn ? (
        <p className="mt-3 max-w-prose">{t('block.own')}</p>
      ) : (
        <BlockForm
          userId={user.id}
          isBlocked={user.disabledAt !== null}
          words={await toWords(user)}
        />
      )}
    </AdminSection>
  )
}
