// A request to the letter: `fetch` adds headers of its own (Sec-Fetch-Mode among them) and refuses to send others.
import { request } from 'node:http'
import { hasGoogleToken } from './secret-scan.ts'

export interface ExactRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string
  /** Sent as the request's target instead of the address's own path, without any normalising. */
  readonly rawTarget?: string
}

// Statuses whose answers have no body (Fetch standard, "null body status").
const bodiless = new Set([204, 205, 304])

/** Follows no redirect. */
export function send(
  address: string | URL,
  { method = 'GET', headers = {}, body, rawTarget }: ExactRequest = {},
): Promise<Response> {
  const url = new URL(address)
  const path = rawTarget ?? url.pathname + url.search
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname: url.hostname, port: url.port, path, method, headers, agent: false },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const status = incoming.statusCode ?? 0
          const answered = new Headers()
          for (let at = 0; at < incoming.rawHeaders.length; at += 2)
            answered.append(incoming.rawHeaders[at]!, incoming.rawHeaders[at + 1]!)
          const content = bodiless.has(status) ? null : Buffer.concat(chunks)
          const head = incoming.rawHeaders.join('\n')
          if (hasGoogleToken(head) || hasGoogleToken(content?.toString('latin1') ?? '')) {
            reject(new Error(`a token of Google's in the answer to ${method} ${path}`))
            return
          }
          resolve(new Response(content, { status, headers: answered }))
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
