// A person's sign-in without a browser: the site's login start, Google's pages by its control endpoint, the callback.
import { CookieJar } from './cookie-jar.ts'
import { GoogleControl, type GoogleLogin, type Persona } from './local-google.ts'
import { send } from './send.ts'
import type { StackAddresses } from './stack/addresses.ts'

export interface SiteOptions {
  /** The replica to ask; the first one if absent. */
  readonly url?: string
  readonly jar?: CookieJar
}

/** Where the browser is when Google has been asked for. */
export interface StartedLogin {
  readonly jar: CookieJar
  readonly authorizationUrl: URL
  readonly response: Response
}

export interface FinishedLogin {
  readonly jar: CookieJar
  /** Where the callback sends the browser: a path of the site, with its query. */
  readonly location: string
  readonly response: Response
}

type Stack = Pick<StackAddresses, 'replicaUrls' | 'googleUrl'>

/** A person's navigation with the jar's cookies; keeps what the answer sets and follows no redirect. */
export async function visit(
  address: string | URL,
  jar: CookieJar,
  headers: Record<string, string> = {},
): Promise<Response> {
  const cookie = jar.header()
  const response = await send(address, {
    headers: {
      accept: 'text/html',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      ...(cookie && { cookie }),
      ...headers,
    },
  })
  jar.store(response)
  return response
}

export async function startLogin(
  stack: Stack,
  { url = stack.replicaUrls[0], jar = new CookieJar(), next }: SiteOptions & { next?: string } = {},
): Promise<StartedLogin> {
  const query = next === undefined ? '' : `?${new URLSearchParams({ next })}`
  const response = await visit(`${url}/auth/google/login${query}`, jar)
  const authorizationUrl = new URL(response.headers.get('location') ?? '', url)
  return { jar, authorizationUrl, response }
}

/** Google's answer, which is addressed to AUTH_URL, brought to the replica of the test's choice. */
export async function finishLogin(
  stack: Stack,
  callback: URL,
  { url = stack.replicaUrls[0], jar = new CookieJar() }: SiteOptions = {},
): Promise<FinishedLogin> {
  const response = await visit(new URL(callback.pathname + callback.search, url), jar)
  const target = response.headers.get('location')
  if (!target) return { jar, location: '', response }
  const { pathname, search } = new URL(target, url)
  return { jar, location: pathname + search, response }
}

/** Walks through a whole sign-in, whatever its end is. */
export async function attemptSignIn(
  stack: Stack,
  options: SiteOptions & GoogleLogin & { next?: string } = {},
): Promise<FinishedLogin> {
  const { authorizationUrl, jar, response } = await startLogin(stack, options)
  if (authorizationUrl.origin !== stack.googleUrl)
    return { jar, response, location: authorizationUrl.pathname + authorizationUrl.search }
  const { persona, decision, scopes } = options
  const google = new GoogleControl(stack.googleUrl)
  const callback = await google.approve(authorizationUrl.href, {
    ...(persona && { persona }),
    ...(decision && { decision }),
    ...(scopes && { scopes }),
  })
  const { url } = options
  return finishLogin(stack, callback, { jar, ...(url && { url }) })
}

/** Signs somebody in, and fails the test where that does not succeed. */
export async function signIn(
  stack: Stack,
  options: SiteOptions & { persona?: Persona; next?: string } = {},
): Promise<FinishedLogin> {
  const finished = await attemptSignIn(stack, options)
  if (finished.response.status !== 303 || finished.location.startsWith('/login'))
    throw new Error(`Not signed in: ${finished.response.status} ${finished.location}`)
  return finished
}
