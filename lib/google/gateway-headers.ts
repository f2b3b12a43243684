// What passes the gateway, by name, in both directions: a header that is not listed here does not exist on the other
// side. The browser's cookies and credentials never reach Google, and nothing Google says of hosts, cookies, redirects or
// policies reaches the browser.
import { noStore } from '@/lib/http/cache-control'

const requestNames = ['accept', 'accept-language', 'content-type', 'if-match', 'if-none-match']
const answerNames = ['content-type', 'etag', 'last-modified']

/** Shown by a browser as they are, with nothing that could run. */
const inertTypes =
  /^(?:application\/(?:[\w.-]+\+)?json|text\/(?:plain|csv)|image\/(?:png|jpeg|gif|webp))(?:;|$)/i

export function toGoogleHeaders(headers: Headers, rawToken: string): Headers {
  const passed = requestNames.flatMap((name): [string, string][] => {
    const value = headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  return new Headers([
    ...passed,
    ['authorization', `Bearer ${rawToken}`],
    // Plain, so that a limit counts what is sent and nothing is unpacked here.
    ['accept-encoding', 'identity'],
    ['user-agent', 'gatehouse'],
  ])
}

/** The headers of an answer whose body goes on to the browser. */
export function toAnswerHeaders(headers: Headers): Headers {
  const answer = new Headers({ ...noStore, 'x-content-type-options': 'nosniff' })
  for (const name of answerNames) {
    const value = headers.get(name)
    if (value !== null) answer.set(name, value)
  }
  const length = headers.get('content-length')
  if (length !== null && !headers.has('content-encoding')) answer.set('content-length', length)
  const type = answer.get('content-type')
  if (type === null) answer.set('content-type', 'application/octet-stream')
  // HTML and SVG of somebody else's on our own origin would run as ours. The policy of every answer that is no page
  // (security-headers.ts) lets nothing load or run either.
  if (type === null || !inertTypes.test(type)) answer.set('content-disposition', 'attachment')
  return answer
}
