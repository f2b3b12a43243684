// Asking for a Google permission without a browser: the site's connect start, Google's pages by its control endpoint,
// the callback.
import type { CookieJar } from './cookie-jar.ts'
import { GoogleControl, type GoogleLogin } from './local-google.ts'
import { type FinishedLogin, finishLogin, visit } from './login.ts'
import type { StackAddresses } from './stack/addresses.ts'

type Stack = Pick<StackAddresses, 'replicaUrls' | 'googleUrl'>

/** Where the connect start sends the browser. */
export async function startConnect(
  { replicaUrls: [url] }: Stack,
  jar: CookieJar,
  query: Record<string, string> = { scope: 'calendar' },
): Promise<URL> {
  const response = await visit(`${url}/auth/google/connect?${new URLSearchParams(query)}`, jar, {
    'sec-fetch-site': 'same-origin',
  })
  return new URL(response.headers.get('location') ?? '', url)
}

/** Walks through a whole consent, whatever its end is. */
export async function connect(
  stack: Stack,
  jar: CookieJar,
  { scope = 'calendar', next, ...login }: GoogleLogin & { scope?: string; next?: string } = {},
): Promise<FinishedLogin> {
  const authorizationUrl = await startConnect(stack, jar, { scope, ...(next && { next }) })
  const google = new GoogleControl(stack.googleUrl)
  const callback = await google.approve(authorizationUrl.href, login)
  return finishLogin(stack, callback, { jar })
}
