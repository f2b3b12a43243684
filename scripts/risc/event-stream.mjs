// The event stream of the project at Google: where security events go, and which.
const risc = 'https://schemas.openid.net/secevent/risc/event-type/'
const oauth = 'https://schemas.openid.net/secevent/oauth/event-type/'
const deliveryMethod = 'https://schemas.openid.net/secevent/risc/delivery-method/push'
const timeoutMs = 15_000

/** Everything that the site acts on (lib/google/security-events.ts). */
export const requestedEvents = [
  `${risc}sessions-revoked`,
  `${oauth}tokens-revoked`,
  `${oauth}token-revoked`,
  `${risc}account-disabled`,
  `${risc}account-enabled`,
  `${risc}account-credential-change-required`,
  `${risc}verification`,
]

const advice = {
  401: 'The key file must be one of this project’s own, not deleted, and this machine’s clock right.',
  403: 'See docs/security-events.md, "Register": the API, the role and the authorized domain.',
}

/** @param origin https://risc.googleapis.com, or the local Google */
export function toEventStream(origin, token) {
  async function ask(method, path, body) {
    const response = await fetch(`${origin}/v1beta/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((error) => {
      throw new Error(`${origin} cannot be reached: ${error.cause?.code ?? error.message}.`)
    })
    const answer = await response.json().catch(() => ({}))
    if (response.ok) return answer
    throw new Error(toSentence(origin, response.status, answer))
  }

  return {
    configure: (url) =>
      ask('POST', 'stream:update', {
        delivery: { delivery_method: deliveryMethod, url },
        events_requested: requestedEvents,
      }),
    read: () => ask('GET', 'stream'),
    readStatus: async () => (await ask('GET', 'stream/status')).status,
    setStatus: (status) => ask('POST', 'stream/status:update', { status }),
    verify: (state) => ask('POST', 'stream:verify', { state }),
  }
}

function toSentence(origin, status, answer) {
  const said = answer.error?.message ?? 'no reason given'
  return [`${origin} answered ${status}: ${said}`, advice[status]].filter(Boolean).join('\n')
}
