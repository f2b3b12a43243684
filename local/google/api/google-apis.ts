import { Readable } from 'node:stream'
import type { Context, Provider, Token } from 'oidc-provider'
import { readText } from '../form-body.ts'
import { answerGoogleError, GoogleApiError } from '../google-error.ts'
import { getPersonaBySub, toClaims } from '../persona-claims.ts'
import type { Settings } from '../settings.ts'
import { Download, type ApiRoute } from './api-route.ts'
import { calendarRoutes } from './calendar.ts'
import { driveRoutes } from './drive.ts'
import { peopleRoutes } from './people.ts'

/** Google serves people at people.googleapis.com and the others at www; here all are on one origin. */
const apis = {
  calendar: { routes: calendarRoutes, host: 'calendar-json.googleapis.com' },
  drive: { routes: driveRoutes, host: 'drive.googleapis.com' },
  people: { routes: peopleRoutes, host: 'people.googleapis.com' },
} as const

export type ApiName = keyof typeof apis

export function toApiName(path: string): ApiName | null {
  if (path.startsWith('/calendar/')) return 'calendar'
  if (path.startsWith('/drive/')) return 'drive'
  return path.startsWith('/v1/people/') ? 'people' : null
}

const realm = 'Bearer realm="https://accounts.google.com/"'

async function findToken(ctx: Context, provider: Provider): Promise<Token | null> {
  const [scheme, value] = ctx.get('authorization').split(' ')
  if (scheme?.toLowerCase() !== 'bearer' || !value) return null
  return (await provider.AccessToken.find(value)) ?? null
}

async function requireToken(ctx: Context, provider: Provider): Promise<Token> {
  const token = await findToken(ctx, provider)
  if (token) return token
  ctx.set('www-authenticate', `${realm}, error="invalid_token"`)
  throw new GoogleApiError(
    401,
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie ' +
      'or other valid authentication credential.',
  )
}

function requireScope(ctx: Context, token: Token, route: ApiRoute, host: string): void {
  if (route.scopes.some((scope) => token.scopes.has(scope))) return
  const needed = route.scopes.join(' ')
  ctx.set('www-authenticate', `${realm}, error="insufficient_scope", scope="${needed}"`)
  throw new GoogleApiError(403, 'Request had insufficient authentication scopes.', {
    reason: 'insufficientPermissions',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
        domain: 'googleapis.com',
        metadata: { service: host, method: route.rpc },
      },
    ],
  })
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new GoogleApiError(400, 'Bad Request')
  }
}

async function readBody(ctx: Context): Promise<unknown> {
  const text = ctx.method === 'POST' ? await readText(ctx.req) : ''
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    throw new GoogleApiError(400, 'Parse Error', { reason: 'parseError' })
  }
}

async function answerCall(
  ctx: Context,
  { provider, settings, name }: { provider: Provider; settings: Settings; name: ApiName },
): Promise<void> {
  const { routes, host } = apis[name]
  const route = routes.find(
    ({ method, pattern }) => method === ctx.method && pattern.test(ctx.path),
  )
  if (!route) throw new GoogleApiError(404, 'Not Found')
  const token = await requireToken(ctx, provider)
  ctx.caller = token.accountId
  requireScope(ctx, token, route, host)

  const persona = getPersonaBySub(token.accountId, settings.personas)
  if (!persona) throw new GoogleApiError(404, 'Not Found')
  const { email } = toClaims(persona, settings.personas, '')
  const answer = route.answer({
    sub: token.accountId,
    email: String(email ?? ''),
    scopes: token.scopes,
    params: (route.pattern.exec(ctx.path) ?? []).slice(1).map(decode),
    query: new URLSearchParams(ctx.querystring),
    body: await readBody(ctx),
    now: new Date(),
  })
  if (!(answer instanceof Download)) {
    ctx.body = answer
    return
  }
  ctx.body = Readable.from(answer.content)
  ctx.type = answer.type
  ctx.set('content-length', String(answer.bytes))
}

/** Answers as Google's APIs do, with the headers that they send on every answer. */
export async function answerApi(
  ctx: Context,
  parts: { provider: Provider; settings: Settings; name: ApiName },
): Promise<void> {
  ctx.set('vary', 'Origin, X-Origin, Referer')
  ctx.set('cache-control', 'private')
  ctx.set('x-content-type-options', 'nosniff')
  ctx.set('x-frame-options', 'SAMEORIGIN')
  ctx.set('server', 'ESF')
  try {
    await answerCall(ctx, parts)
  } catch (error) {
    if (!(error instanceof GoogleApiError)) throw error
    answerGoogleError(ctx, error)
  }
}
