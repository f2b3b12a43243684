import type { Context, Next, Provider } from 'oidc-provider'
import { answerApi, toApiName } from './api/google-apis.ts'
import type { Consents } from './consents.ts'
import { routes, toDiscoveryDocument } from './discovery.ts'
import { applyChanges } from './document-changes.ts'
import type { KeyRing } from './keys.ts'
import { getPersona } from './personas.ts'
import { toPicture } from './picture.ts'
import { answerRevocation } from './revocation.ts'
import { riscPaths, toRiscConfiguration } from './risc/event-types.ts'
import { answerRiscApi, type ManagementParts } from './risc/management-api.ts'
import type { EndpointName, SettingsStore } from './settings.ts'
import { signInPath, type SignIn } from './sign-in.ts'

export interface EndpointParts {
  issuer: string
  provider: Provider
  settings: SettingsStore
  keys: KeyRing
  consents: Consents
  signIn: SignIn
  management: ManagementParts
}

const picturePath = /^\/picture\/([a-z]+\d*)\.svg$/

export function toEndpointName(path: string): EndpointName | null {
  const route = Object.entries(routes).find(([, routePath]) => routePath === path)
  if (route) return route[0] as EndpointName
  return path.startsWith(riscPaths.stream) ? 'riscStream' : toApiName(path)
}

function answerDocument(ctx: Context, document: Record<string, unknown>): void {
  ctx.set('cache-control', 'public, max-age=3600')
  ctx.body = document
}

/** What Google serves besides the provider's own authorization, token and userinfo endpoints. */
export function toEndpoints(parts: EndpointParts) {
  const { issuer, provider, settings, keys, consents, signIn, management } = parts

  return async (ctx: Context, next: Next): Promise<void> => {
    switch (toEndpointName(ctx.path)) {
      case 'discovery':
        return answerDocument(
          ctx,
          applyChanges(toDiscoveryDocument(issuer), settings.take('discovery')),
        )
      case 'jwks':
        return answerDocument(ctx, keys.toJwks())
      case 'riscConfiguration':
        return answerDocument(ctx, toRiscConfiguration(issuer))
      case 'riscStream':
        return answerRiscApi(ctx, management)
      case 'revoke':
        return answerRevocation(ctx, provider, consents)
      case 'calendar':
      case 'drive':
      case 'people':
        return answerApi(ctx, { provider, settings: settings.current, name: toApiName(ctx.path)! })
    }
    const signInMatch = signInPath.exec(ctx.path)
    if (signInMatch) return signIn.answer(ctx, signInMatch[2] !== undefined)

    const persona = getPersona(picturePath.exec(ctx.path)?.[1] ?? '')
    if (!persona) return next()
    ctx.type = 'image/svg+xml'
    ctx.set('cache-control', 'public, max-age=3600')
    ctx.body = toPicture(persona)
  }
}
