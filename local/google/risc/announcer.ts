import { z } from 'zod'
import type { KeyRing } from '../keys.ts'
import { isLoopbackHost } from '../loopback.ts'
import { toClaims } from '../persona-claims.ts'
import { getPersona } from '../personas.ts'
import { personaId, tokenTampering, type SettingsStore } from '../settings.ts'
import type { Storage } from '../storage.ts'
import { signTampered } from '../token-tampering.ts'
import type { EventStream } from './event-stream.ts'
import { eventNames, eventTypes, type EventName } from './event-types.ts'
import {
  identifyToken,
  toAccountSubject,
  toSecurityEventDraft,
  tokenIdentifiers,
  toTokenSubject,
} from './security-event.ts'

const loopbackUrl = z
  .url()
  .refine((url) => isLoopbackHost(new URL(url).hostname), 'must be on a loopback host')

/** What to announce, and how to go wrong about it. */
export const announcement = z.strictObject({
  event: z.enum(eventNames),
  persona: personaId.optional(),
  reason: z.string().optional(),
  state: z.string().optional(),
  tokenIdentifier: z.enum(tokenIdentifiers).default('hash_base64_sha512_sha512'),
  /** The identifier itself, in place of that of the persona's refresh token. */
  token: z.string().optional(),
  jti: z.string().optional(),
  tampering: tokenTampering.optional(),
  to: loopbackUrl.optional(),
  deliver: z.boolean().default(true),
  contentType: z.string().optional(),
  body: z.string().optional(),
})

type Announcement = z.output<typeof announcement>

export interface AnnouncerParts {
  issuer: string
  clientId: string
  settings: SettingsStore
  keys: KeyRing
  storage: Storage
  stream: EventStream
}

const verificationAttempts = 5

/** Signs security events with the keys of the ID tokens, as Google does, and pushes them. */
export class Announcer {
  readonly #parts: AnnouncerParts

  constructor(parts: AnnouncerParts) {
    this.#parts = parts
  }

  /** Answers what the receiver said; with `deliver: false` the token alone. Throws a ZodError. */
  async announce(input: unknown) {
    const asked = announcement.parse(input)
    const { jti, token } = await this.#sign(asked)
    if (!asked.deliver) return { jti, token, status: null, body: '' }
    const { stream } = this.#parts
    const url = asked.to ?? stream.current.configuration.delivery.url
    const { contentType } = asked
    const { status, body } = await stream.push(asked.body ?? token, { jti, url, contentType })
    return { jti, token, status, body }
  }

  async verify(state: string | undefined): Promise<void> {
    const { jti, token } = await this.#sign(announcement.parse({ event: 'verification', state }))
    await this.#parts.stream.pushWithRetries(token, jti, verificationAttempts)
  }

  async #sign(asked: Announcement): Promise<{ jti: string; token: string }> {
    const { issuer, clientId, keys } = this.#parts
    const { event, reason, state, tampering = {} } = asked
    const draft = toSecurityEventDraft(
      { event, subject: this.#toSubject(asked), reason, state },
      { issuer, clientId, kid: keys.active.kid, now: new Date() },
    )
    if (asked.jti !== undefined) draft.claims.jti = asked.jti
    const token = await signTampered(draft, tampering, keys.active)
    return { jti: String(draft.claims.jti), token }
  }

  #toSubject({ event, persona, token, tokenIdentifier }: Announcement) {
    if (event === 'verification') return undefined
    const account = getPersona(persona ?? 'grace')!
    const { sub } = toClaims(account, this.#parts.settings.current.personas, '')
    if (event !== 'token-revoked') return toAccountSubject(this.#parts.issuer, sub)
    const refreshToken = this.#parts.storage
      .list('RefreshToken')
      .filter(([, payload]) => payload.accountId === sub)
      .sort(([, a], [, b]) => Number(a.iat) - Number(b.iat))
      .at(-1)?.[0]
    const identifier = token ?? identifyToken(refreshToken ?? '', tokenIdentifier)
    return toTokenSubject(tokenIdentifier, identifier)
  }
}

/** What the control page offers: each event, and `account-disabled` with each of Google's reasons. */
export const offeredEvents: readonly { event: EventName; reason?: string }[] = Object.keys(
  eventTypes,
).flatMap((name): { event: EventName; reason?: string }[] => {
  const event = name as EventName
  if (event !== 'account-disabled') return [{ event }]
  return [{ event }, { event, reason: 'hijacking' }, { event, reason: 'bulk-account' }]
})
