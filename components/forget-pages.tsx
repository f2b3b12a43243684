import type { LoginErrorCode } from '@/lib/auth/login-errors'
import { toEnd } from '@/lib/browser/end-reasons'
import { paths } from '@/lib/config/paths'

/** On the page after a session's end: makes the browser forget the pages it kept for Back, without any script. */
export function ForgetPages({ code }: { code: LoginErrorCode | null }) {
  if (!toEnd(code)) return null
  // Not next/image: that would not be asked for by the browser as it is.
  // eslint-disable-next-line @next/next/no-img-element
  return <img src={paths.forgetPages} alt="" hidden />
}
