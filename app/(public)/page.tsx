import Link from 'next/link'
import { PageMain } from '@/components/page-main'
import { getVisit } from '@/components/visitor'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'

export const dynamic = 'force-dynamic'

const promises = [
  {
    title: 'Google signs you in, the server keeps the keys',
    text: 'Google’s tokens stay on the server, sealed. What your browser holds is a cookie that no script can read.',
  },
  {
    title: 'You stay signed in without noticing',
    text: 'Access is renewed in the background, once for all your tabs. Being offline does not sign you out.',
  },
  {
    title: 'Signing out means signed out',
    text: 'The session ends on every server and in every tab within a second, here or on all your devices.',
  },
]

export default async function LandingPage() {
  const { user: visitor, isUnknown } = await getVisit()
  return (
    <PageMain>
      {!isUnknown && <RenderedFor userId={visitor?.id ?? null} />}
      <h1 className="max-w-2xl text-3xl font-semibold tracking-tight text-balance sm:text-5xl">
        A small shop behind a proper gate
      </h1>
      <p className="text-muted mt-4 max-w-xl text-lg">
        Gatehouse is a site you can deploy as it is: sign in with Google, browse what is for members
        only, and leave whenever you like.
      </p>
      {visitor ? (
        <div className="mt-8">
          <p>
            You are signed in as <strong>{visitor.email}</strong>.
          </p>
          <div className="mt-3 flex flex-wrap gap-3">
            <Link href={paths.products} prefetch={false} className="button button-primary">
              See the products
            </Link>
            <Link href={paths.account} prefetch={false} className="button">
              Your account
            </Link>
          </div>
        </div>
      ) : (
        <div className="mt-8">
          <p>
            {isUnknown
              ? 'Gatehouse is having trouble. You are not signed out; please try again in a moment.'
              : 'You are not signed in.'}
          </p>
          <Link href={paths.loginPage} prefetch={false} className="button button-primary mt-3">
            Sign in
          </Link>
        </div>
      )}
      <ul className="mt-14 grid gap-6 sm:grid-cols-3">
        {promises.map(({ title, text }) => (
          <li key={title} className="card p-5">
            <h2 className="font-semibold text-balance">{title}</h2>
            <p className="text-muted mt-2">{text}</p>
          </li>
        ))}
      </ul>
    </PageMain>
  )
}
