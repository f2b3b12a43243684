// Every request to the provider goes through here: bounded in time and size, redirects not followed (a token answer
// comes from the endpoint that was asked or not at all), and trouble told apart from refusal.
import 'server-only'

// A callback may need two in a row, the code's exchange and the keys, and has its answer within ten seconds.
const standardTimeoutMs = 4_500
const maxBodyBytes = 256 * 1_024

/** The provider did not answer, or answered that it is in trouble: nobody's fault here, try again. */
export class ProviderUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ProviderUnavailable'
  }
}

async function readBounded(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBodyBytes) throw new Error('the provider answered with too large a body')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * As `fetch`, for discovery, keys, tokens and revocation.
 * @throws {ProviderUnavailable} where there was no answer within `timeoutMs`, or a 5xx or 429
 */
export async function providerFetch(
  input: string | URL | Request,
  init: RequestInit = {},
  timeoutMs = standardTimeoutMs,
): Promise<Response> {
  const { origin, pathname } = new URL(input instanceof Request ? input.url : input)
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(input, { ...init, redirect: 'manual', cache: 'no-store', signal })
    if (response.status >= 500 || response.status === 429)
      throw new ProviderUnavailable(`${origin}${pathname} answered ${response.status}`)
    const body = await readBounded(response)
    const { status, headers } = response
    return new Response(status === 204 || status === 304 ? null : body, { status, headers })
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error
    throw new ProviderUnavailable(`${origin}${pathname} did not answer`, { cause: error })
  }
}
