// POST /auth/google/disconnect. Guarantees that once it has answered, nothing of Google's is left here, whatever Google
// says or does not say; the session stays.
import 'server-only'
import { shownUserField } from '@/lib/browser/shown-user'
import { paths } from '@/lib/config/paths'
import { withdrawGrant } from '@/lib/google/withdraw-grant'
import { noStore } from '@/lib/http/cache-control'
import { readForm } from '@/lib/http/form'
import { requireLiveSession } from '@/lib/session/require-live-session'
import { withOutcome } from './connect-outcomes'
import { requireApiUser } from './current-user'
import { toRefusedPage } from './refused-on-account'
import { seeOther } from './see-other'
import { isForShownUser } from './shown-user'

async function disconnect(request: Request): Promise<void> {
  const user = await requireApiUser(request)
  await requireLiveSession(user.id, user.sessionId)
  await withdrawGrant(user.id, user.sessionId)
}

/** For a form without JavaScript, whose person must not end on a problem document. */
async function disconnectForPage(request: Request, shownUserId: string | null): Promise<Response> {
  // Made for somebody else than who is signed in now: they see the page of their own, and nothing has changed.
  if (!(await isForShownUser(request.headers, shownUserId, new Date())))
    return seeOther(paths.account)
  try {
    await disconnect(request)
    return seeOther(withOutcome(paths.accountGoogle, 'disconnected'))
  } catch (error) {
    const page = toRefusedPage(error, (outcome) => withOutcome(paths.accountGoogle, outcome))
    if (!page) throw error
    return seeOther(page)
  }
}

export async function disconnectGoogle(request: Request): Promise<Response> {
  const form = await readForm(request)
  if (form?.get('return') === 'page') return disconnectForPage(request, form.get(shownUserField))
  await disconnect(request)
  return new Response(null, { status: 204, headers: noStore })
}
