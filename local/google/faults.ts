import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context, Next } from 'oidc-provider'
import type { Fault } from './settings.ts'

function isCanned(fault: Fault): boolean {
  return [fault.status, fault.body, fault.bodyBytes, fault.echo].some((part) => part !== undefined)
}

async function answerCanned(ctx: Context, fault: Fault): Promise<void> {
  const received = await readWhole(ctx)
  ctx.status = fault.status ?? 200
  if (fault.bodyBytes) {
    ctx.body = Readable.from(toFiller(fault.bodyBytes))
    ctx.type = 'application/json'
    ctx.set('content-length', String(fault.bodyBytes))
    return
  }
  const body = fault.echo ? toEcho(ctx, received) : (fault.body ?? '')
  ctx.body = typeof body === 'string' ? body : JSON.stringify(body)
  ctx.type = typeof body === 'string' ? 'text/html' : 'application/json'
}

interface Received {
  bytes: number
  sha256: string
}

/** Reads the request to its end, however long it is, and keeps only its measure. */
async function readWhole(ctx: Context): Promise<Received> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    bytes += chunk.length
    hash.update(chunk)
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** The request as it arrived, for a caller to see what came through; it may hold what is secret. */
function toEcho({ method, req, headers }: Context, body: Received) {
  return { method, target: req.url, headers, body }
}

const chunkBytes = 65_536

/** Valid JSON of exactly so many bytes, made as it is sent. */
function* toFiller(bytes: number): Generator<Buffer> {
  const [head, tail] = ['{"filler":"', '"}']
  const chunk = Buffer.alloc(chunkBytes, 'x')
  yield Buffer.from(head)
  for (let left = bytes - head.length - tail.length; left > 0; left -= chunkBytes) {
    yield left < chunkBytes ? chunk.subarray(0, left) : chunk
  }
  yield Buffer.from(tail)
}

async function truncate(ctx: Context, length: number): Promise<void> {
  const { type } = ctx
  ctx.body = (await toBuffer(ctx.body)).subarray(0, length)
  ctx.type = type
}

async function toBuffer(body: unknown): Promise<Buffer> {
  if (body instanceof Readable) return Buffer.concat(await body.toArray())
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

function reset(ctx: Context): void {
  ctx.respond = false
  ctx.req.socket.resetAndDestroy()
}

/** Sends the head and so many bytes of the body, then the connection is gone. */
async function resetAfter(ctx: Context, length: number): Promise<void> {
  const whole = await toBuffer(ctx.body)
  ctx.respond = false
  ctx.res.statusCode = ctx.status
  if (!ctx.response.get('content-length')) ctx.res.setHeader('content-length', whole.length)
  await new Promise<void>((resolve) => ctx.res.write(whole.subarray(0, length), () => resolve()))
  ctx.req.socket.resetAndDestroy()
}

/** Lets one request meet the trouble that the settings name for its endpoint. */
export async function withFault(ctx: Context, fault: Fault, next: Next): Promise<void> {
  const gone = new Promise<void>((resolve) => ctx.res.once('close', () => resolve()))
  if (fault.delayMs) await Promise.race([sleep(fault.delayMs), gone])
  if (fault.resetConnection) return reset(ctx)
  if (fault.hang) {
    ctx.respond = false
    await gone
    return
  }
  if (isCanned(fault)) {
    await answerCanned(ctx, fault)
  } else {
    await next()
  }
  if (fault.loseAnswer) return reset(ctx)
  if (fault.truncateTo !== undefined) await truncate(ctx, fault.truncateTo)
  if (fault.contentType) ctx.type = fault.contentType
  for (const [name, value] of Object.entries(fault.headers ?? {})) ctx.set(name, value)
  if (fault.resetAfterBytes !== undefined) await resetAfter(ctx, fault.resetAfterBytes)
}
