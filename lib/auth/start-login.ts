// GET /auth/google/login. Guarantees that a sign-in begins only with a person's own navigation and leaves no row of its own in
// the database: with Postgres as the store its limit costs one counter an address, which expires. A link on another site or host does not begin one: it leads to our login page, where a person decides.
import 'server-only'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { noStore } from '@/lib/http/cache-control'
import { clientAddress } from '@/lib/http/client-address'
import { isPrefetch } from '@/lib/http/prefetch'
import { toSafePath } from '@/lib/http/safe-path'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { beginCodeFlow } from './authjs'
import { openTransaction } from './login-transaction'
import { seeOther } from './see-other'

/** Fetch Metadata tells a person's click from everything a page can cause; a client that sends none is no browser. */
function requireNavigation(headers: Headers): void {
  const mode = headers.get('sec-fetch-mode')
  const destination = headers.get('sec-fetch-dest')
  const isNavigation =
    (mode === null || mode === 'navigate') && (destination === null || destination === 'document')
  if (!isNavigation || isPrefetch(headers) || headers.has('next-router-prefetch'))
    throw new AppError('untrusted_caller', {
      detail: 'A sign-in begins with a navigation, not with a prefetch, a frame or a sub-resource.',
    })
}

export async function startLogin(request: Request, now: Date): Promise<Response> {
  requireNavigation(request.headers)
  const { searchParams } = new URL(request.url)
  const next = toSafePath(searchParams.get('next'))
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') return seeOther(paths.login(next))
  await requireWithinLimit('login_start', { address: clientAddress(request.headers) })
  const chooseAccount = searchParams.get('account') === 'other'
  const { authorizationUrl, ...checks } = await beginCodeFlow(chooseAccount)
  const transaction = { ...checks, next, startedAt: now.getTime() }
  const cookies = await openTransaction(request.headers, transaction, now)
  const response = new Response(null, {
    status: 303,
    headers: { location: authorizationUrl, ...noStore, 'x-robots-tag': 'noindex' },
  })
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
