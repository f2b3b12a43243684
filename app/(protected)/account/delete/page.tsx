import { CircleAlert } from 'lucide-react'
import type { Metadata } from 'next'
import { ButtonLink } from '@/components/button-link'
import { GuardedForm } from '@/components/guarded-form'
import { PageMain } from '@/components/page-main'
import { PageTitle } from '@/components/page-title'
import { buttonVariants } from '@/components/ui/button-variants'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { requireUser } from '@/lib/auth/current-user'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import type { PageQuery } from '@/lib/http/page-query'
import { getTranslations } from '@/lib/i18n/translations'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { title: t('deletion.title') }
}

const losses = ['sessions', 'google', 'profile'] as const

/** The second step of a deletion. A plain form, posted as a whole page: it works without JavaScript. */
export default async function DeleteAccountPage({
  searchParams,
}: {
  searchParams: Promise<PageQuery>
}) {
  const user = await requireUser(paths.deleteAccount)
  const isUnconfirmed = (await searchParams).error === 'not_confirmed'
  const t = await getTranslations('account')
  return (
    <PageMain>
      <RenderedFor userId={user.id} />
      <div className="max-w-prose">
        <PageTitle>{t('deletion.title')}</PageTitle>
        <p className="mt-4">{t('deletion.lead')}</p>
        <ul className="mt-2 list-disc space-y-1 pl-6">
          {losses.map((loss) => (
            <li key={loss}>{t(`deletion.goes.${loss}`)}</li>
          ))}
        </ul>
        <p className="mt-3">{t('deletion.stays')}</p>
        <p className="mt-3">
          {t.rich('deletion.download', {
            download: (words) => (
              <a href={paths.apiAccountExport} className="link">
                {words}
              </a>
            ),
          })}
        </p>
        <DeletionForm email={user.email} isUnconfirmed={isUnconfirmed} />
      </div>
    </PageMain>
  )
}

type FormProps = { email: string; isUnconfirmed: boolean }

async function DeletionForm({ email, isUnconfirmed }: FormProps) {
  const t = await getTranslations('account')
  return (
    <Card className="mt-6">
      <GuardedForm action={paths.accountDeletion} method="post">
        <Label htmlFor="email" className="block">
          {t.rich('deletion.confirm', {
            email,
            strong: (words) => <strong className="wrap-anywhere">{words}</strong>,
          })}
        </Label>
        <Input
          id="email"
          name="email"
          type="text"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={320}
          // The answer to what was typed is at this field: where to go on, with and without JavaScript.
          autoFocus={isUnconfirmed}
          aria-invalid={isUnconfirmed || undefined}
          aria-describedby={isUnconfirmed ? 'not-confirmed' : undefined}
          className="mt-2"
        />
        {isUnconfirmed && (
          <p id="not-confirmed" role="alert" className="text-destructive mt-2 flex gap-2">
            <CircleAlert className="mt-0.5 size-5 shrink-0" aria-hidden="true" />
            {t('deletion.notConfirmed')}
          </p>
        )}
        <div className="mt-5 flex flex-wrap gap-3">
          <button type="submit" className={buttonVariants({ variant: 'destructive' })}>
            {t('deletion.delete')}
          </button>
          <ButtonLink href={paths.account} variant="outline">
            {t('deletion.keep')}
          </ButtonLink>
        </div>
      </GuardedForm>
    </Card>
  )
}
