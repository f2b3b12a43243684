// GET /auth/google/login. Guarantees that a sign-in begins only with a person's own navigation and leaves no row of its own in
// the database: with Postgres as the store its limit costs one counter an address, which expires. A link on another site or host does not begin one: it leads to our login page, where a person decides.
import 'server-only'
import { paths } from '@/lib/config/paths'
import { noStore } from '@/lib/http/cache-control'
import { clientAddress } from '@/lib/http/client-address'
import { comesFromElsewhere, requireNavigation } from '@/lib/http/navigation'
import { toSafePath } from '@/lib/http/safe-path'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { beginCodeFlow } from './authjs'
import { openTransaction } from './login-transaction'
import { seeOther } from './see-other'

const navigationOnly =
  'A sign-in begins with a navigation, not with a prefetch, a frame or a sub-resource.'

export async function startLogin(request: Request, now: Date): Promise<Response> {
  requireNavigation(request.headers, navigationOnly)
  const { searchParams } = new URL(request.url)
  const next = toSafePath(searchParams.get('next'))
  if (comesFromElsewhere(request.headers)) return seeOther(paths.login(next))
  await requireWithinLimit('login_start', { address: clientAddress(request.headers) })
  const chooseAccount = searchParams.get('account') === 'other'
  const { authorizationUrl, ...checks } = await beginCodeFlow(
    chooseAccount ? { prompt: 'select_account' } : {},
  )
  const transaction = { ...checks, next, startedAt: now.getTime() }
  const cookies = await openTransaction(request.headers, transaction, now)
  const response = new Response(null, {
    status: 303,
    headers: { location: authorizationUrl, ...noStore, 'x-robots-tag': 'noindex' },
  })
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
