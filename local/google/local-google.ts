import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Context, Next, Provider } from 'oidc-provider'
import { dressAuthorizationResponse, type OfflineCodes } from './authorization-response.ts'
import { Consents } from './consents.ts'
import { toControl } from './control.ts'
import { routes } from './discovery.ts'
import { toEndpointName, toEndpoints } from './endpoints.ts'
import { withFault } from './faults.ts'
import { Folder } from './folder.ts'
import { KeyRing, type StoredKey } from './keys.ts'
import { createProvider, type Client } from './provider.ts'
import {
  RequestLog,
  toRecordedHeaders,
  toRecordedParams,
  toTokenSha256,
  type RecordedRequest,
} from './request-log.ts'
import { Announcer } from './risc/announcer.ts'
import { EventStream } from './risc/event-stream.ts'
import { ServiceAccounts } from './risc/service-accounts.ts'
import { SettingsStore } from './settings.ts'
import { SignIn } from './sign-in.ts'
import { Storage } from './storage.ts'
import { dressTokenResponse } from './token-response.ts'

export interface LocalGoogleOptions {
  /** 0 takes a free port. */
  port: number
  client: Client
  /** Where keys and grants outlive a restart; without it they are in memory. */
  dataPath?: string
}

export interface LocalGoogle {
  issuer: string
  close(): Promise<void>
}

/** Records the requests to Google's endpoints and lets them meet the trouble asked for. */
function toWatch(settings: SettingsStore, requests: RequestLog) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const endpoint = toEndpointName(ctx.path)
    if (!endpoint) return next()
    const request: RecordedRequest = {
      at: new Date().toISOString(),
      endpoint,
      method: ctx.method,
      path: ctx.path,
      authScheme: ctx.get('authorization').split(' ')[0] || null,
      tokenSha256: toTokenSha256(ctx.get('authorization')),
      sub: null,
      headers: toRecordedHeaders(ctx.headers),
      query: toRecordedParams(ctx.query),
      form: {},
      status: null,
    }
    requests.add(request)
    const fault = settings.takeFault(endpoint)
    await (fault ? withFault(ctx, fault, next) : next())
    request.sub = ctx.caller ?? null
    if (ctx.oidc?.body) request.form = toRecordedParams(ctx.oidc.body)
    if (ctx.respond !== false) request.status = ctx.status
  }
}

/** The provider's own session would sign people in silently; it never reaches the browser. */
function dropSessionCookie(ctx: Context): void {
  const lines = [ctx.response.get('set-cookie')].flat().filter(Boolean)
  if (lines.length === 0) return
  ctx.remove('set-cookie')
  const kept = lines.filter((line) => !line.startsWith('_session'))
  if (kept.length > 0) ctx.set('set-cookie', kept)
}

function toDressing(
  settings: SettingsStore,
  options: { keys: KeyRing; offlineCodes: OfflineCodes; redirectUris: readonly string[] },
) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await next()
    dropSessionCookie(ctx)
    if (ctx.path === routes.token) await dressTokenResponse(ctx, options.keys, settings)
    if (ctx.path.startsWith(routes.authorization)) {
      dressAuthorizationResponse(ctx, settings, options)
    }
  }
}

/** Where the site behind the client receives security events. */
function toReceiverUrl({ redirectUris }: Client): string {
  return new URL('/auth/risc', redirectUris[0]).href
}

async function toProvider(issuer: string, options: LocalGoogleOptions): Promise<Provider> {
  const folder = new Folder(options.dataPath)
  const storage = new Storage(folder)
  const settings = new SettingsStore()
  const requests = new RequestLog()
  const offlineCodes: OfflineCodes = new Set()
  const stored = folder.read('keys.json') as StoredKey[] | null
  const keys = await KeyRing.open(stored, (next) => folder.write('keys.json', next))

  const { client } = options
  const provider = await createProvider(issuer, { client, storage, settings, offlineCodes })
  const consents = new Consents(provider, storage)
  const signIn = new SignIn(provider, consents, settings)

  const stream = new EventStream(folder, toReceiverUrl(client))
  const accounts = new ServiceAccounts(folder)
  const common = { issuer, clientId: client.id, settings, keys }
  const announcer = new Announcer({ ...common, storage, stream })
  const management = {
    stream,
    accounts,
    domains: client.redirectUris.map((uri) => new URL(uri).host),
    sendVerification: (state: string | undefined) => void announcer.verify(state),
  }

  return provider
    .use(toControl({ ...common, consents, requests, announcer, stream, accounts }))
    .use(toWatch(settings, requests))
    .use(toEndpoints({ issuer, provider, settings, keys, consents, signIn, management }))
    .use(toDressing(settings, { keys, offlineCodes, redirectUris: client.redirectUris }))
}

/** Listens on the loopback address only. */
async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}

export async function startLocalGoogle(options: LocalGoogleOptions): Promise<LocalGoogle> {
  const server = createServer()
  const issuer = `http://127.0.0.1:${await listen(server, options.port)}`
  const provider = await toProvider(issuer, options)
  server.on('request', provider.callback())
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
