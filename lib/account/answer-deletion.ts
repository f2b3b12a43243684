// POST /account/deletion: the form of /account/delete, which works without JavaScript. Guarantees that an account goes only
// at its own user's word: a trusted caller, a good access token, a session that lives, and the e-mail address typed once
// more. Every end is a page. Asked again by the same browser, it says once more that the account is gone.
import 'server-only'
import { clearedSessionCookies } from '@/lib/auth/cookies'
import { readRequestCredentials } from '@/lib/auth/request-credentials'
import { seeOther } from '@/lib/auth/see-other'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { withdrawAtGoogle } from '@/lib/google/withdraw-grant'
import { clearSiteData } from '@/lib/http/clear-site-data'
import { readForm } from '@/lib/http/form'
import { answerFormError } from '@/lib/http/form-error'
import type { VerifiedClaims } from '@/lib/session/access-token'
import { isSessionLive } from '@/lib/session/session-store'
import { isUserKnown } from '@/lib/user/own-user-store'
import { deleteAccount } from './delete-account'

function toLogin(): Response {
  return seeOther(paths.login(paths.deleteAccount, 'session_ended'))
}

function toGone(isWithdrawn = true): Response {
  const code = isWithdrawn ? 'account_deleted' : 'account_deleted_google_kept'
  const response = seeOther(paths.login(undefined, code), clearedSessionCookies())
  response.headers.set(...clearSiteData)
  return response
}

function isConfirmed(form: URLSearchParams, { email }: VerifiedClaims): boolean {
  return form.get('email')?.trim().toLowerCase() === email.toLowerCase()
}

async function confirmDeletion(request: Request, now: Date): Promise<Response> {
  const credentials = await readRequestCredentials(request.headers, now)
  const form = await readForm(request)
  if (!form) throw new AppError('unsupported_media_type')
  if (credentials.kind !== 'valid') return toLogin()
  const { claims } = credentials
  if (!(await isSessionLive(claims.sub, claims.sid)))
    return (await isUserKnown(claims.sub)) ? toLogin() : toGone()
  if (!isConfirmed(form, claims)) return seeOther(paths.deleteAccountWith('not_confirmed'))
  // First, while there are tokens to do it with. Google being out of reach stops no deletion.
  const isWithdrawn = await withdrawAtGoogle(claims.sub)
  await deleteAccount(claims.sub, claims.sid)
  return toGone(isWithdrawn)
}

export async function answerDeletion(request: Request, now: Date): Promise<Response> {
  try {
    return await confirmDeletion(request, now)
  } catch (error) {
    if (error instanceof AppError && error.status === 401) return toLogin()
    const failure = 'account not deleted'
    return answerFormError(error, request, { next: paths.deleteAccount, failure })
  }
}
