import type { LoginErrorCode } from '@/lib/auth/login-errors'
import { paths } from '@/lib/config/paths'

const ends: readonly LoginErrorCode[] = [
  'signed_out',
  'session_ended',
  'session_idle',
  'session_revoked',
  'session_protected',
  'account_deleted',
  'account_deleted_google_kept',
]

/** On the page after a session's end: makes the browser forget the pages it kept for Back, without any script. */
export function ForgetPages({ code }: { code: LoginErrorCode | null }) {
  if (code === null || !ends.includes(code)) return null
  // Not next/image: that would not be asked for by the browser as it is.
  // eslint-disable-next-line @next/next/no-img-element
  return <img src={paths.forgetPages} alt="" hidden />
}
