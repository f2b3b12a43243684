import { setTimeout as sleep } from 'node:timers/promises'
import type { Context, Next } from 'oidc-provider'
import { readText } from './form-body.ts'
import type { Fault } from './settings.ts'

function isCanned(fault: Fault): boolean {
  return fault.status !== undefined || fault.body !== undefined || fault.bodyBytes !== undefined
}

function answerCanned(ctx: Context, fault: Fault): void {
  ctx.status = fault.status ?? 200
  const body = fault.bodyBytes ? toFiller(fault.bodyBytes) : (fault.body ?? '')
  ctx.body = typeof body === 'string' ? body : JSON.stringify(body)
  ctx.type = typeof body === 'string' && !fault.bodyBytes ? 'text/html' : 'application/json'
}

/** Valid JSON of exactly so many bytes. */
function toFiller(bytes: number): string {
  const empty = '{"filler":""}'
  return `{"filler":"${'x'.repeat(Math.max(0, bytes - empty.length))}"}`
}

function truncate(ctx: Context, length: number): void {
  const { type } = ctx
  const whole = typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body)
  ctx.body = whole.slice(0, length)
  ctx.type = type
}

/** Lets one request meet the trouble that the settings name for its endpoint. */
export async function withFault(ctx: Context, fault: Fault, next: Next): Promise<void> {
  const gone = new Promise<void>((resolve) => ctx.res.once('close', () => resolve()))
  if (fault.delayMs) await Promise.race([sleep(fault.delayMs), gone])
  if (fault.resetConnection) {
    ctx.respond = false
    ctx.req.socket.resetAndDestroy()
    return
  }
  if (fault.hang) {
    ctx.respond = false
    await gone
    return
  }
  if (isCanned(fault)) {
    await readText(ctx.req)
    answerCanned(ctx, fault)
  } else {
    await next()
  }
  if (fault.truncateTo !== undefined) truncate(ctx, fault.truncateTo)
  if (fault.contentType) ctx.type = fault.contentType
  for (const [name, value] of Object.entries(fault.headers ?? {})) ctx.set(name, value)
}
