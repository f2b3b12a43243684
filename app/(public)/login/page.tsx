// The sign-in page. Whatever the address says is shown only if it comes from our closed list of codes, was sealed by us,
// or has the shape of a request id: a crafted link cannot put words on this page or lead to another site.
import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { ForgetPages } from '@/components/forget-pages'
import { GateMark } from '@/components/gate-mark'
import { GoogleButton } from '@/components/google-button'
import { loginMessages } from '@/components/login-messages'
import { Notice } from '@/components/notice'
import { PageMain } from '@/components/page-main'
import { Reference } from '@/components/reference'
import { RetryCountdown } from '@/components/retry-countdown'
import { getVisit } from '@/components/visitor'
import { openAccountHint } from '@/lib/auth/account-hint'
import { type LoginErrorCode, toLoginErrorCode } from '@/lib/auth/login-errors'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { type PageQuery, single } from '@/lib/http/page-query'
import { isRequestId } from '@/lib/http/request-id'
import { toSafePath } from '@/lib/http/safe-path'
import { getTranslations } from '@/lib/i18n/translations'
import { googleFont } from './google-font'

export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<PageQuery> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations('login')
  // The page itself may be found; one with a way back or an outcome is the affair of who was led there.
  const isBare = Object.keys(await searchParams).length === 0
  return { title: t('title'), robots: { index: isBare } }
}

// No limit is counted for longer (lib/limits/limit-table.ts), whatever the address says.
const longestWaitSeconds = 60

function toWaitSeconds(value: string | undefined): number {
  const seconds = /^\d{1,4}$/.test(value ?? '') ? Number(value) : longestWaitSeconds
  return Math.min(Math.max(seconds, 1), longestWaitSeconds)
}

export default async function LoginPage({ searchParams }: Props) {
  const query = await searchParams
  const next = toSafePath(single(query.next))
  const code = toLoginErrorCode(single(query.error))
  const visit = await getVisit()
  if (visit.user) redirect(next)

  const t = await getTranslations('login')
  const otherAccount = code !== null && loginMessages[code].offersOtherAccount
  // Who followed a link to a page of the members' has asked for no sign-in: they are told what it is for.
  const asksForPage = code === null && single(query.next)
  const button = <GoogleButton words={t('button')} next={next} otherAccount={otherAccount} />
  return (
    <PageMain narrow>
      {/* A link followed in an ended session leads here, below the header of who was signed in. */}
      {!visit.isUnknown && <RenderedFor userId={null} />}
      <ForgetPages code={code} />
      <div className={`card shadow-card p-6 sm:p-8 ${googleFont.variable}`}>
        <GateMark />
        <h1 className="mt-4 text-2xl font-bold tracking-tight">{t('title')}</h1>
        {code && (
          <Outcome code={code} account={single(query.account)} reference={single(query.ref)} />
        )}
        <p className="text-muted-foreground mt-4 mb-5">
          {t(otherAccount ? 'introOther' : asksForPage ? 'introNext' : 'intro')}
        </p>
        {code === 'too_many_attempts' ? (
          <RetryCountdown seconds={toWaitSeconds(single(query.wait))}>{button}</RetryCountdown>
        ) : (
          button
        )}
        {code === 'cancelled' && <TryAgain words={t('sameAccount')} next={next} />}
        <p className="text-muted-foreground mt-6 text-sm">{t('promise')}</p>
        <p className="mt-1 -mb-2 flex flex-wrap gap-x-5 text-sm">
          <Link href={paths.privacy} prefetch={false} className={footLinkClass}>
            {t('privacy')}
          </Link>
          <Link href={paths.help} prefetch={false} className={footLinkClass}>
            {t('help')}
          </Link>
        </p>
      </div>
    </PageMain>
  )
}

const footLinkClass = 'link inline-flex min-h-9 items-center'

function TryAgain({ words, next }: { words: string; next: string }) {
  return (
    <p className="mt-3 text-center">
      <a href={paths.googleLogin(next)} className="link inline-flex min-h-11 items-center">
        {words}
      </a>
    </p>
  )
}

type OutcomeProps = { code: LoginErrorCode; account?: string; reference?: string }

async function Outcome({ code, account, reference }: OutcomeProps) {
  const t = await getTranslations('login')
  const words = await getTranslations('common')
  const address = await openAccountHint(account)
  const { tone } = loginMessages[code]
  return (
    <div className="mt-4">
      <Notice tone={tone}>
        <p>{t(`messages.${code}`, { account: address ?? 'unknown' })}</p>
        {tone === 'alarm' && reference && isRequestId(reference) && (
          <Reference label={words('reference')} code={reference} />
        )}
      </Notice>
    </div>
  )
}
