// Sizes, times and broken connections at the gateway, with the memory of the process measured.
import { readFileSync } from 'node:fs'
import {
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
  request as ask,
} from 'node:http'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { type Gateway, eventsPath, startGateway } from '../support/gateway.ts'
import type { PlantedAccount } from '../support/planted-google.ts'

const stack = inject('stack')
const megabyte = 1_024 * 1_024
const freeBusy = '/api/google/calendar/v3/freeBusy'
let gateway: Gateway
let user: PlantedAccount

beforeAll(async () => {
  gateway = await startGateway(stack)
  user = await gateway.plant()
})
afterAll(() => gateway.stop())
beforeEach(() => gateway.google.reset())

/** Writes as fast as the other side takes it, until `bytes` are out or it is gone. */
async function pour(out: ServerResponse | ClientRequest, bytes: number): Promise<void> {
  const chunk = Buffer.alloc(64 * 1_024, 'x')
  const closed = new Promise((resolve) => out.once('close', resolve))
  out.on('error', () => undefined)
  let written = 0
  while (written < bytes && !out.destroyed) {
    const part = chunk.subarray(0, Math.min(chunk.length, bytes - written))
    written += part.length
    const drained = new Promise((resolve) => out.once('drain', resolve))
    if (out.write(part)) out.removeAllListeners('drain')
    else await Promise.race([drained, closed])
  }
  if (!out.destroyed) out.end()
}

function open(path = eventsPath, method = 'GET', headers: Record<string, string> = {}) {
  const url = new URL(gateway.replicas[0]!.url)
  const authorization = `Bearer ${user.accessToken}`
  return ask({
    hostname: url.hostname,
    port: url.port,
    path,
    method,
    agent: false,
    headers: { authorization, ...headers },
  })
}

async function answerTo(outgoing: ClientRequest): Promise<IncomingMessage> {
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  return incoming
}

async function sizeOf(incoming: IncomingMessage): Promise<number> {
  let bytes = 0
  for await (const chunk of incoming) bytes += (chunk as Buffer).length
  return bytes
}

/** Resident memory of the replica, in megabytes. */
function residentMegabytes(): number {
  const status = readFileSync(`/proc/${gateway.replicas[0]!.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1_024
}

async function highestWhile(work: () => Promise<unknown>): Promise<number> {
  let highest = residentMegabytes()
  const watch = setInterval(() => (highest = Math.max(highest, residentMegabytes())), 20)
  try {
    await work()
  } finally {
    clearInterval(watch)
  }
  return highest
}

it('streams 100 MB through to a slow reader with flat memory', async () => {
  const bytes = 100 * megabyte
  gateway.google.onApi = async (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes })
    await pour(response, bytes)
  }
  async function readAll() {
    const outgoing = open().end()
    expect(await sizeOf(await answerTo(outgoing))).toBe(bytes)
  }
  await readAll()
  const before = residentMegabytes()
  const highest = await highestWhile(readAll)
  expect(highest - before, `${before} MB before, ${highest} MB at most`).toBeLessThan(60)
}, 60_000)

it('holds Google back while the reader does not read', async () => {
  let written = 0
  let isCut = false
  gateway.google.onApi = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.on('close', () => (isCut = !response.writableFinished))
    const write = response.write.bind(response) as (chunk: Buffer) => boolean
    response.write = ((chunk: Buffer) => {
      written += chunk.length
      return write(chunk)
    }) as typeof response.write
    void pour(response, 100 * megabyte)
  }
  const outgoing = open().end()
  const incoming = await answerTo(outgoing)
  incoming.pause()
  await expect
    .poll(
      async () => {
        const seen = written
        await new Promise((resolve) => setTimeout(resolve, 300))
        return written === seen && written > 0
      },
      { timeout: 10_000 },
    )
    .toBe(true)
  expect(written).toBeLessThan(40 * megabyte)
  outgoing.destroy()
  await expect.poll(() => isCut, { timeout: 5_000 }).toBe(true)
}, 30_000)

it('ends an answer that is announced too large with 502, and one that turns out so by breaking off', async () => {
  gateway.google.onApi = (_, response) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': 200 * megabyte,
    })
    void pour(response, 200 * megabyte)
  }
  await expect(await gateway.ask(user)).toBeProblem('google_failed')

  gateway.google.onApi = async (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    await pour(response, 200 * megabyte)
  }
  const incoming = await answerTo(open().end())
  let bytes = 0
  incoming.on('data', (chunk: Buffer) => (bytes += chunk.length))
  incoming.on('error', () => undefined)
  await new Promise((resolve) => incoming.once('close', resolve))
  expect(incoming.complete).toBe(false)
  expect(bytes).toBeLessThanOrEqual(128 * megabyte)
}, 60_000)

it('refuses a question that is announced too large without asking Google', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': String(200 * megabyte) }
  const outgoing = withoutErrors(open(freeBusy, 'POST', headers))
  outgoing.flushHeaders()
  const response = await answerTo(outgoing)
  expect(response.statusCode).toBe(413)
  outgoing.destroy()
  expect(gateway.google.requests).toEqual([])
})

it('refuses a question that turns out too large, and Google never sees it whole', async () => {
  let received = 0
  let isWhole = false
  gateway.google.onApi = async (request, response) => {
    for await (const chunk of request) received += (chunk as Buffer).length
    isWhole = true
    response.end('{}')
  }
  const outgoing = withoutErrors(open(freeBusy, 'POST', { 'content-type': 'application/json' }))
  const answered = answerTo(outgoing)
  void pour(outgoing, 20 * megabyte)
  expect((await answered).statusCode).toBe(413)
  outgoing.destroy()
  expect(isWhole).toBe(false)
  expect(received).toBeLessThanOrEqual(64 * 1_024)
})

it('takes no body but JSON', async () => {
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/jsonp']) {
    const headers = { 'content-type': type, 'content-length': '2' }
    const response = await gateway.ask(user, {
      rawTarget: freeBusy,
      method: 'POST',
      headers,
      body: '{}',
    })
    await expect(response).toBeProblem('unsupported_media_type')
  }
})

it('gives up on a Google that does not begin to answer, with 504', async () => {
  gateway.google.onApi = () => undefined
  const began = performance.now()
  await expect(await gateway.ask(user)).toBeProblem('google_timeout')
  expect(performance.now() - began).toBeLessThan(12_000)
}, 20_000)

it('goes away from Google when its caller goes away, before and during the answer', async () => {
  let left = 0
  gateway.google.onApi = (_, response) => void response.on('close', () => left++)
  for (let i = 0; i < 10; i++) {
    const outgoing = withoutErrors(open().end())
    await expect.poll(() => gateway.google.requests.length).toBe(i + 1)
    outgoing.destroy()
  }
  await expect.poll(() => left, { timeout: 5_000 }).toBe(10)

  gateway.google.onApi = (_, response) => {
    response.on('close', () => left++)
    response.writeHead(200, { 'content-type': 'application/json' }).write('{"items":[')
  }
  for (let i = 0; i < 10; i++) {
    const outgoing = withoutErrors(open().end())
    await answerTo(outgoing)
    outgoing.destroy()
  }
  await expect.poll(() => left, { timeout: 5_000 }).toBe(20)
  expect((await gateway.ask(user, { rawTarget: '/api/google/nothing' })).status).toBe(404)
}, 30_000)

function withoutErrors(outgoing: ClientRequest): ClientRequest {
  // The site may answer and close before all is sent.
  return outgoing.on('error', () => undefined)
}
