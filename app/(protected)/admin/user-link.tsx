import Link from 'next/link'
import { paths } from '@/lib/config/paths'
import type { NamedUser } from '@/lib/user/user-admin-store'

/** By the e-mail address to the page of the user. Where there is little room, the line ends before the @. */
export function UserLink({ user: { id, email } }: { user: NamedUser }) {
  const at = email.lastIndexOf('@')
  return (
    <Link
      href={paths.adminUser(id)}
      prefetch={false}
      className="link inline-block min-h-6 wrap-anywhere"
    >
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </Link>
  )
}
