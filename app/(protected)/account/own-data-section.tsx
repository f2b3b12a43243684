import { Download, PackageOpen, Trash2 } from 'lucide-react'
import { ButtonLink } from '@/components/button-link'
import { Notice } from '@/components/notice'
import { buttonVariants } from '@/components/ui/button-variants'
import type { ExportOutcome } from '@/lib/account/export-outcomes'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'
import { AccountSection } from './account-section'

type Props = {
  /** Why a download has just not begun. */
  outcome: ExportOutcome | null
}

/** What a person may do with all that is kept about them: take it along, and have it deleted. */
export async function OwnDataSection({ outcome }: Props) {
  const t = await getTranslations('account')
  return (
    <AccountSection id="own-data" heading={t('ownData.heading')} icon={PackageOpen}>
      {outcome && (
        <div className="mt-3">
          <Notice tone="alarm">
            <p>{t(`ownData.outcomes.${outcome}`)}</p>
          </Notice>
        </div>
      )}
      <p className="mt-3 max-w-prose">{t('ownData.text')}</p>
      <div className="no-print mt-4 flex flex-wrap gap-3">
        {/* Without `download`: what is not the file is a page to be read, not one to be saved under its name. */}
        <a href={paths.apiAccountExport} className={buttonVariants({ variant: 'outline' })}>
          <Download aria-hidden="true" />
          {t('ownData.download')}
        </a>
        <ButtonLink href={paths.deleteAccount} variant="destructive">
          <Trash2 aria-hidden="true" />
          {t('ownData.delete')}
        </ButtonLink>
      </div>
    </AccountSection>
  )
}
