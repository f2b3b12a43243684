/*
 * The control endpoint: makes the local Google misbehave, for tests.
 * Guarantees: answers only a caller on this machine that names a loopback host and sends the
 * header `x-local-google-control`, which no cross-site page can send without a preflight, and
 * preflights are not answered. Trusts every program of this machine. Never shows a secret.
 */
import type { Context, Next } from 'oidc-provider'
import { z } from 'zod'
import type { Consents } from './consents.ts'
import { answerControlPage } from './control-page.ts'
import { readText } from './form-body.ts'
import { loginWithoutBrowser } from './headless-login.ts'
import type { KeyRing } from './keys.ts'
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts'
import { toClaims } from './persona-claims.ts'
import { getPersona, personas } from './personas.ts'
import type { RequestLog } from './request-log.ts'
import type { Announcer } from './risc/announcer.ts'
import type { EventStream } from './risc/event-stream.ts'
import type { ServiceAccounts } from './risc/service-accounts.ts'
import { personaId as persona, type SettingsStore } from './settings.ts'

export interface ControlParts {
  issuer: string
  clientId: string
  settings: SettingsStore
  keys: KeyRing
  consents: Consents
  requests: RequestLog
  announcer: Announcer
  stream: EventStream
  accounts: ServiceAccounts
}

type Action = (parts: ControlParts, body: unknown) => unknown

class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const rotation = z.strictObject({ retire: z.boolean().default(false) })
const withdrawal = z.strictObject({ persona })
const login = z.strictObject({
  authorizationUrl: z.url(),
  persona,
  decision: z.enum(['allow', 'cancel']).default('allow'),
  scopes: z.array(z.string()).optional(),
})

async function toState({ issuer, clientId, settings, keys, consents }: ControlParts) {
  const accounts = personas.map(async (account) => {
    const claims = toClaims(account, settings.current.personas, issuer)
    return { id: account.id, claims, granted: await consents.listGranted(claims.sub, clientId) }
  })
  return {
    issuer,
    settings: settings.current,
    keys: keys.toJwks().keys.map(({ kid }) => ({ kid, active: kid === keys.active.kid })),
    personas: await Promise.all(accounts),
  }
}

async function logIn({ issuer }: ControlParts, body: unknown) {
  const { authorizationUrl, ...decision } = login.parse(body)
  if (new URL(authorizationUrl).origin !== issuer) {
    throw new Refused(400, `authorizationUrl does not belong to ${issuer}`)
  }
  return loginWithoutBrowser(issuer, authorizationUrl, decision)
}

const actions: Record<string, Action> = {
  'GET /control/state': (parts) => toState(parts),
  'PATCH /control/state': (parts, body) => {
    parts.settings.patch(body)
    return toState(parts)
  },
  'DELETE /control/state': (parts) => {
    parts.settings.reset()
    return toState(parts)
  },
  'POST /control/rotate-keys': async ({ keys }, body) => {
    const { kid } = await keys.rotate(rotation.parse(body))
    return { kid, published: keys.toJwks().keys.map((key) => key.kid) }
  },
  'POST /control/withdraw-grant': ({ consents, settings }, body) => {
    const account = getPersona(withdrawal.parse(body).persona)
    const sub = account && toClaims(account, settings.current.personas, '').sub
    return { withdrawn: sub ? consents.withdrawAll(sub) : 0 }
  },
  'POST /control/forget-consents': ({ consents }) => ({ withdrawn: consents.withdrawAll() }),
  'GET /control/requests': ({ requests }) => ({ requests: requests.all }),
  'DELETE /control/requests': ({ requests }) => {
    requests.clear()
    return { requests: [] }
  },
  'POST /control/login': logIn,
  'POST /control/risc': ({ announcer }, body) => announcer.announce(body),
  'GET /control/risc': ({ stream }) => ({ ...stream.current, deliveries: stream.deliveries }),
  'DELETE /control/risc': ({ stream }) => {
    stream.forget()
    return stream.current
  },
  'POST /control/service-account': ({ accounts }) => accounts.create(),
}

function requireLocalCaller(ctx: Context): void {
  const [, host = ''] = /^(.+?)(?::\d+)?$/.exec(ctx.get('host')) ?? []
  // The Host check is for DNS rebinding, where the address alone is a loopback one as well.
  if (!isLoopbackAddress(ctx.req.socket.remoteAddress) || !isLoopbackHost(host)) {
    throw new Refused(403, 'the control endpoint answers this machine only')
  }
}

function requireControlHeader(ctx: Context): void {
  if (ctx.get('x-local-google-control') !== '1') {
    throw new Refused(403, 'send the header x-local-google-control: 1')
  }
}

async function readJson(ctx: Context): Promise<unknown> {
  const text = await readText(ctx.req)
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    throw new Refused(400, 'the body is not JSON')
  }
}

function answerRefusal(ctx: Context, error: unknown): void {
  if (error instanceof z.ZodError) {
    ctx.status = 400
    ctx.body = { error: z.prettifyError(error) }
    return
  }
  if (!(error instanceof Refused)) throw error
  ctx.status = error.status
  ctx.body = { error: error.message }
}

function isPageRequest(ctx: Context): boolean {
  return ctx.method === 'GET' && (ctx.path === '/control' || ctx.path === '/control/')
}

async function showPage(
  ctx: Context,
  { clientId, settings, consents }: ControlParts,
): Promise<void> {
  const accounts = personas.map(async (account) => {
    const { sub } = toClaims(account, settings.current.personas, '')
    const granted = await consents.listGranted(sub, clientId)
    return { id: account.id, name: account.name, granted }
  })
  answerControlPage(ctx, await Promise.all(accounts))
}

export function toControl(parts: ControlParts) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (!ctx.path.startsWith('/control')) return next()
    ctx.set('cache-control', 'no-store')
    try {
      requireLocalCaller(ctx)
      if (isPageRequest(ctx)) return await showPage(ctx, parts)
      requireControlHeader(ctx)
      const action = actions[`${ctx.method} ${ctx.path}`]
      if (!action) throw new Refused(404, 'unknown control; see local/google/README.md')
      ctx.body = await action(parts, await readJson(ctx))
    } catch (error) {
      answerRefusal(ctx, error)
    }
  }
}
