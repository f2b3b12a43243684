import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/** A receiver of security events that answers what it is told to, and keeps what it got. */
export async function startReceiver() {
  const received: Received[] = []
  const statuses: number[] = []
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
    received.push({ headers: req.headers, body: Buffer.concat(chunks).toString() })
    res.writeHead(statuses.shift() ?? 202).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/auth/risc`
  return { url, received, statuses, close: () => server.close() }
}
