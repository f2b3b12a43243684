import Link from 'next/link'
import { paths } from '@/lib/config/paths'
import { buttonVariants } from '@/components/ui/button-variants'

/** What a person may do with all that is kept about them: take it along, and have it deleted. */
export function OwnDataSection() {
  return (
    <section aria-labelledby="own-data" className="card mt-6 p-5 sm:p-6">
      <h2 id="own-data" className="text-xl font-semibold">
        Your data
      </h2>
      <p className="mt-3 max-w-prose">
        Download everything stored about you as one file: profile, Google account, sessions,
        favourites and what was recorded about your account. Google’s own tokens are not in it.
      </p>
      <div className="no-print mt-4 flex flex-wrap gap-3">
        <a
          href={paths.apiAccountExport}
          download
          className={buttonVariants({ variant: 'outline' })}
        >
          Download my data
        </a>
        <Link
          href={paths.deleteAccount}
          prefetch={false}
          className={buttonVariants({ variant: 'destructive' })}
        >
          Delete my account …
        </Link>
      </div>
    </section>
  )
}
