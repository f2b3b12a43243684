// What every mischievous request has in common: it is answered in time, never with a 5xx, and the site goes on.
import { expect } from 'vitest'
import { type ExactRequest, send } from './send.ts'

// A server that has read enough may hang up while the client still writes.
const hungUp = ['EPIPE', 'ECONNRESET', 'HPE_HEADER_OVERFLOW']

/** @returns the answer, or null where the server hung up instead; fails on a 5xx, on silence and on a dead server */
export async function answerTo(address: string, request: ExactRequest): Promise<Response | null> {
  const { origin } = new URL(address)
  const response = await send(address, request).catch((error: NodeJS.ErrnoException) => {
    expect(hungUp).toContain(error.code)
    return null
  })
  expect(response?.status ?? 400, address.slice(0, 120)).toBeLessThan(500)
  expect((await send(`${origin}/health/live`)).status).toBe(200)
  return response
}
