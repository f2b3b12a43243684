import Link from 'next/link'
import { paths } from '@/lib/config/paths'
import type { NamedUser } from '@/lib/user/user-admin-store'

/** By the e-mail address to the page of the user. */
export function UserLink({ user }: { user: NamedUser }) {
  return (
    <Link
      href={paths.adminUser(user.id)}
      prefetch={false}
      className="link inline-flex min-h-6 items-center break-all"
    >
      {user.email}
    </Link>
  )
}
