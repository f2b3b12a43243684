import type { Metadata } from 'next'
import Link from 'next/link'
import { Notice } from '@/components/notice'
import { PageMain } from '@/components/page-main'
import { requireUser } from '@/lib/auth/current-user'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { buttonVariants } from '@/components/ui/button-variants'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Delete your account' }

type Query = Record<string, string | string[] | undefined>

/** The second step of a deletion. A plain form, posted as a whole page: it works without JavaScript. */
export default async function DeleteAccountPage({
  searchParams,
}: {
  searchParams: Promise<Query>
}) {
  const user = await requireUser(paths.deleteAccount)
  const isUnconfirmed = (await searchParams).error === 'not_confirmed'
  return (
    <PageMain>
      <RenderedFor userId={user.id} />
      <div className="max-w-prose">
        <h1 className="text-3xl font-semibold tracking-tight">Delete your account</h1>
        <p className="mt-4">
          This ends your sessions on all devices, gives back the access to your Google account, and
          deletes your profile and your favourites. It cannot be undone. What stays is a record that
          these things happened, without your name, e-mail address or network address.
        </p>
        <p className="mt-3">
          You may want to{' '}
          <a href={paths.apiAccountExport} download className="link">
            download your data
          </a>{' '}
          first.
        </p>
        <form action={paths.accountDeletion} method="post" className="card mt-6 p-5 sm:p-6">
          {isUnconfirmed && (
            <div className="mb-4">
              <Notice tone="alarm">
                <p id="not-confirmed">
                  Nothing was deleted: what you typed is not the address of this account.
                </p>
              </Notice>
            </div>
          )}
          <label htmlFor="email" className="block font-medium">
            To confirm, type <strong className="break-all">{user.email}</strong>
          </label>
          <input
            id="email"
            name="email"
            type="text"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={320}
            aria-invalid={isUnconfirmed || undefined}
            aria-describedby={isUnconfirmed ? 'not-confirmed' : undefined}
            className="border-input bg-card mt-2 block min-h-11 w-full rounded-lg border px-3"
          />
          <div className="mt-5 flex flex-wrap gap-3">
            <button type="submit" className={buttonVariants({ variant: 'destructive' })}>
              Delete my account
            </button>
            <Link
              href={paths.account}
              prefetch={false}
              className={buttonVariants({ variant: 'outline' })}
            >
              Keep it
            </Link>
          </div>
        </form>
      </div>
    </PageMain>
  )
}
