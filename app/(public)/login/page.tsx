// The sign-in page. Whatever the address says is shown only if it comes from our closed list of codes, was sealed by us,
// or has the shape of a request id: a crafted link cannot put words on this page or lead to another site.
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ForgetPages } from '@/components/forget-pages'
import { GoogleButton } from '@/components/google-button'
import { loginMessages } from '@/components/login-messages'
import { Notice } from '@/components/notice'
import { PageMain } from '@/components/page-main'
import { PrivacyLink } from '@/components/privacy-link'
import { RetryCountdown } from '@/components/retry-countdown'
import { getVisit } from '@/components/visitor'
import { openAccountHint } from '@/lib/auth/account-hint'
import { toLoginErrorCode } from '@/lib/auth/login-errors'
import { isRequestId } from '@/lib/http/request-id'
import { toSafePath } from '@/lib/http/safe-path'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

type Query = Record<string, string | string[] | undefined>

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

// No limit is counted for longer (lib/limits/limit-table.ts), whatever the address says.
const longestWaitSeconds = 60

function toWaitSeconds(value: string | undefined): number {
  const seconds = /^\d{1,4}$/.test(value ?? '') ? Number(value) : longestWaitSeconds
  return Math.min(Math.max(seconds, 1), longestWaitSeconds)
}

export default async function LoginPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const next = toSafePath(single(query.next))
  const code = toLoginErrorCode(single(query.error))
  if ((await getVisit()).user) redirect(next)

  const message = code && loginMessages[code]
  const account = message ? await openAccountHint(single(query.account)) : null
  const reference = single(query.ref)
  const button = <GoogleButton next={next} otherAccount={message?.offersOtherAccount} />
  return (
    <PageMain narrow>
      <ForgetPages code={code} />
      <div className="card p-6 sm:p-8">
        <h1 className="text-2xl font-semibold tracking-tight">Sign in</h1>
        {message && (
          <div className="mt-4">
            <Notice tone={message.tone}>
              <p>{message.text(account)}</p>
              {reference && isRequestId(reference) && (
                <p className="text-muted mt-1 text-sm">
                  Reference: <code className="break-all">{reference}</code>
                </p>
              )}
            </Notice>
          </div>
        )}
        <p className="text-muted mt-4 mb-5">
          {message?.offersOtherAccount
            ? 'Try again, or choose another Google account.'
            : 'Use your Google account. We ask for your name, e-mail address and picture, nothing else.'}
        </p>
        {code === 'too_many_attempts' ? (
          <RetryCountdown seconds={toWaitSeconds(single(query.wait))}>{button}</RetryCountdown>
        ) : (
          button
        )}
        <p className="text-muted mt-5 text-sm">
          No password is kept here, and nothing is posted in your name. <PrivacyLink />
        </p>
      </div>
    </PageMain>
  )
}
