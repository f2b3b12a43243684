import type { Context, Interaction, InteractionResult, Provider } from 'oidc-provider'
import type { Consents } from './consents.ts'
import { readForm } from './form-body.ts'
import {
  toChooserPage,
  toConsentPage,
  toErrorPage,
  type Asked,
  type ShownAccount,
} from './pages.ts'
import { toClaims } from './persona-claims.ts'
import { getPersona, personas, type Persona } from './personas.ts'
import { getScope, scopes, toScopeNames } from './scopes.ts'
import type { SettingsStore } from './settings.ts'

export const signInPath = /^\/signin\/oauth\/([\w-]+)(\/consent)?$/

export function toSignInPath(uid: string): string {
  return `/signin/oauth/${uid}`
}

function toShown(persona: Persona, settings: SettingsStore, hint?: string): ShownAccount {
  const claims = toClaims(persona, settings.current.personas, '')
  return {
    id: persona.id,
    name: String(claims.name ?? claims.sub),
    email: String(claims.email ?? ''),
    note: persona.note,
    // Google takes an address or a subject as `login_hint`.
    suggested: hint !== undefined && (hint === claims.email || hint === claims.sub),
  }
}

/**
 * The two pages of a sign-in: account chooser and consent. The chooser is always shown, as by
 * Google when several accounts are signed in: no earlier sign-in is ever continued silently.
 */
export class SignIn {
  readonly #provider: Provider
  readonly #consents: Consents
  readonly #settings: SettingsStore
  /** Who was chosen in a sign-in that is now at its consent page. */
  readonly #chosen = new Map<string, Persona>()

  constructor(provider: Provider, consents: Consents, settings: SettingsStore) {
    this.#provider = provider
    this.#consents = consents
    this.#settings = settings
  }

  async answer(ctx: Context, atConsent: boolean): Promise<void> {
    ctx.set('cache-control', 'no-store')
    const interaction = await this.#find(ctx)
    if (!interaction) {
      ctx.status = 400
      ctx.body = toErrorPage('session_not_found', 'This sign-in is over. Go back and start again.')
      ctx.type = 'html'
      return
    }
    if (ctx.method === 'POST') return this.#submit(ctx, interaction, atConsent)
    const page = atConsent ? await this.#toConsent(interaction) : this.#toChooser(interaction)
    if (page === null) return ctx.redirect(toSignInPath(interaction.uid))
    ctx.type = 'html'
    ctx.body = page
  }

  async #find(ctx: Context): Promise<Interaction | null> {
    try {
      return await this.#provider.interactionDetails(ctx.req, ctx.res)
    } catch {
      // Expired, already finished, or opened in another browser: there is nothing to go on with.
      return null
    }
  }

  async #submit(ctx: Context, interaction: Interaction, atConsent: boolean): Promise<void> {
    const form = await readForm(ctx.req)
    if (form.get('decision') === 'cancel') {
      return this.#finish(ctx, interaction, { error: 'access_denied' })
    }
    if (atConsent) return this.#allow(ctx, interaction, form.getAll('scope'))

    const persona = getPersona(form.get('account') ?? '')
    if (!persona) return ctx.redirect(toSignInPath(interaction.uid))
    this.#chosen.set(interaction.uid, persona)
    if (await this.#needsConsent(interaction, persona)) {
      ctx.status = 303
      return ctx.redirect(`${toSignInPath(interaction.uid)}/consent`)
    }
    return this.#complete(ctx, interaction, persona, { allowed: [], refused: [], shown: false })
  }

  async #allow(ctx: Context, interaction: Interaction, ticked: string[]): Promise<void> {
    const persona = this.#chosen.get(interaction.uid)
    if (!persona) return ctx.redirect(toSignInPath(interaction.uid))
    const names = toScopeNames(interaction.params.scope).filter((name) => getScope(name))
    const isAllowed = (name: string) => getScope(name)?.identity || ticked.includes(name)
    const granted = await this.#listGranted(interaction, persona)
    return this.#complete(ctx, interaction, persona, {
      allowed: names.filter(isAllowed),
      refused: names.filter((name) => !isAllowed(name) && !granted.includes(name)),
      shown: true,
    })
  }

  async #complete(
    ctx: Context,
    interaction: Interaction,
    persona: Persona,
    { allowed, refused, shown }: { allowed: string[]; refused: string[]; shown: boolean },
  ): Promise<void> {
    const sub = this.#toSub(persona)
    const clientId = interaction.params.client_id ?? ''
    const grantId = await this.#consents.save(sub, clientId, { allowed, refused })
    return this.#finish(ctx, interaction, {
      login: { accountId: sub },
      select_account: {},
      consent: { grantId, shown },
    })
  }

  async #finish(ctx: Context, interaction: Interaction, result: InteractionResult): Promise<void> {
    this.#chosen.delete(interaction.uid)
    const returnTo = await this.#provider.interactionResult(ctx.req, ctx.res, result, {
      mergeWithLastSubmission: false,
    })
    ctx.status = 303
    ctx.redirect(returnTo)
  }

  async #needsConsent(interaction: Interaction, persona: Persona): Promise<boolean> {
    if (toScopeNames(interaction.params.prompt).includes('consent')) return true
    const { missing } = await this.#toAsked(interaction, persona)
    return missing.length > 0
  }

  async #toAsked(interaction: Interaction, persona: Persona): Promise<Asked> {
    const granted = await this.#listGranted(interaction, persona)
    const names = toScopeNames(interaction.params.scope)
    const asked = scopes.filter(({ name }) => names.includes(name))
    return {
      missing: asked.filter(({ name }) => !granted.includes(name)),
      granted: asked.filter(({ name }) => granted.includes(name)),
    }
  }

  #listGranted(interaction: Interaction, persona: Persona): Promise<string[]> {
    return this.#consents.listGranted(this.#toSub(persona), interaction.params.client_id ?? '')
  }

  #toSub(persona: Persona): string {
    return toClaims(persona, this.#settings.current.personas, '').sub
  }

  #toChooser({ params }: Interaction): string {
    const accounts = personas.map((persona) => toShown(persona, this.#settings, params.login_hint))
    const suggestedFirst = accounts.sort((a, b) => Number(b.suggested) - Number(a.suggested))
    return toChooserPage(suggestedFirst, toClientName(params))
  }

  async #toConsent(interaction: Interaction): Promise<string | null> {
    const persona = this.#chosen.get(interaction.uid)
    if (!persona) return null
    const asked = await this.#toAsked(interaction, persona)
    return toConsentPage(toShown(persona, this.#settings), toClientName(interaction.params), asked)
  }
}

/** Google shows the host that the browser will go back to. */
function toClientName(params: Interaction['params']): string {
  return new URL(params.redirect_uri ?? 'http://localhost').host
}
