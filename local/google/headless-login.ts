/** What a person would do on the sign-in pages. */
export interface Decision {
  persona: string
  decision: 'allow' | 'cancel'
  /** The optional scopes to leave ticked; all of them if not given. */
  scopes?: string[]
}

export interface LoginOutcome {
  /** Where the browser would be sent: the client's redirect URI. */
  location: string | null
  consentShown: boolean
  /** The status of the last answer, and its text where it is not a redirect to the client. */
  status: number
  text: string | null
}

/** A browser's cookies for one sign-in. */
class CookieJar {
  readonly #cookies = new Map<string, string>()

  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      this.#cookies.set(name, pair)
    }
  }

  toHeader(): string {
    return [...this.#cookies.values()].join('; ')
  }
}

function toForm({ persona, decision, scopes }: Decision, url: URL, page: string): URLSearchParams {
  if (decision === 'cancel') return new URLSearchParams({ decision })
  if (!url.pathname.endsWith('/consent')) return new URLSearchParams({ account: persona })
  const offered = [...page.matchAll(/name="scope" value="([^"]+)"/g)].map(([, name = '']) => name)
  const ticked = scopes ? offered.filter((name) => scopes.includes(name)) : offered
  return new URLSearchParams([
    ...ticked.map((name): [string, string] => ['scope', name]),
    ['decision', 'allow'],
  ])
}

/** Walks through the real pages without a browser, up to the redirect that leaves the issuer. */
export async function loginWithoutBrowser(
  issuer: string,
  authorizationUrl: string,
  decision: Decision,
): Promise<LoginOutcome> {
  const jar = new CookieJar()
  let url = new URL(authorizationUrl)
  let consentShown = false

  const ask = async (init: RequestInit = {}) => {
    const headers = { cookie: jar.toHeader() }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    jar.keep(response)
    return response
  }

  let response = await ask()
  for (let step = 0; step < 10; step += 1) {
    const location = response.headers.get('location')
    if (location) {
      url = new URL(location, url)
      if (url.origin !== issuer) {
        await response.body?.cancel()
        return { location: url.href, consentShown, status: response.status, text: null }
      }
      response = await ask()
      continue
    }
    const text = await response.text()
    if (response.status !== 200 || !url.pathname.startsWith('/signin/')) {
      return { location: null, consentShown, status: response.status, text }
    }
    consentShown ||= url.pathname.endsWith('/consent')
    response = await ask({ method: 'POST', body: toForm(decision, url, text) })
  }
  return { location: null, consentShown, status: response.status, text: 'too many steps' }
}
