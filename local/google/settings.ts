import { z } from 'zod'
import { isPersonaId } from './personas.ts'

const endpointNames = [
  'discovery',
  'jwks',
  'authorization',
  'token',
  'userinfo',
  'revoke',
  'calendar',
  'drive',
  'people',
  'riscConfiguration',
  'riscStream',
] as const
export type EndpointName = (typeof endpointNames)[number]

const signatureKinds = [
  'valid',
  'flip',
  'unknown-key',
  'foreign-key-same-kid',
  'none',
  'empty',
  'hs256-public-key',
] as const

const times = z.int().positive().optional()
const json = z.record(z.string(), z.json())
const changes = { merge: json.optional(), remove: z.array(z.string()).optional(), times }

const fault = z.strictObject({
  delayMs: z.int().min(0).max(120_000).optional(),
  hang: z.boolean().optional(),
  resetConnection: z.boolean().optional(),
  status: z.int().min(200).max(599).optional(),
  body: z.json().optional(),
  bodyBytes: z.int().min(20).max(1_073_741_824).optional(),
  echo: z.boolean().optional(),
  resetAfterBytes: z.int().min(0).optional(),
  loseAnswer: z.boolean().optional(),
  truncateTo: z.int().min(0).optional(),
  contentType: z.string().optional(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  times,
})
export type Fault = z.infer<typeof fault>

/** How a signed token is altered before it is handed out. */
export const tokenTampering = z.strictObject({
  claims: json.optional(),
  header: json.optional(),
  signature: z.enum(signatureKinds).optional(),
  embedJwk: z.boolean().optional(),
})
export type TokenTampering = z.infer<typeof tokenTampering>

const idToken = tokenTampering.extend({
  omit: z.boolean().optional(),
  times,
})
export type IdTokenTampering = z.infer<typeof idToken>

const tokens = z.strictObject({
  accessTokenSeconds: z.int().min(1).max(86_400).optional(),
  rotateRefreshTokens: z.boolean().optional(),
})

export type TokenSettings = z.infer<typeof tokens>

const documentChanges = z.strictObject(changes)
export type DocumentChanges = z.infer<typeof documentChanges>

const authorizationResponse = z.strictObject({
  params: z.record(z.string(), z.string().nullable()),
  times,
})

/** A persona's id, one of the crowd included. */
export const personaId = z.string().refine(isPersonaId, 'no such persona')

const personaOverride = z
  .object({
    sub: z
      .string()
      .regex(/^[\x21-\x7e]{1,255}$/)
      .optional(),
  })
  .catchall(z.json())
export type PersonaOverride = z.infer<typeof personaOverride>

const patch = z.strictObject({
  endpoints: z.partialRecord(z.enum(endpointNames), fault.nullable()).optional(),
  personas: z.record(personaId, personaOverride.nullable()).optional(),
  tokens: tokens.nullable().optional(),
  idToken: idToken.nullable().optional(),
  tokenResponse: documentChanges.nullable().optional(),
  discovery: documentChanges.nullable().optional(),
  authorizationResponse: authorizationResponse.nullable().optional(),
})

export interface Settings {
  endpoints: Partial<Record<EndpointName, Fault>>
  personas: Record<string, PersonaOverride>
  tokens?: TokenSettings
  idToken?: IdTokenTampering
  tokenResponse?: DocumentChanges
  discovery?: DocumentChanges
  authorizationResponse?: z.infer<typeof authorizationResponse>
}

type SingleName = 'idToken' | 'tokenResponse' | 'discovery' | 'authorizationResponse'

function pruned<Value>(record: Record<string, Value | null | undefined>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, Value] => entry[1] != null),
  )
}

/** How the local Google misbehaves at the moment. Honest unless told otherwise. */
export class SettingsStore {
  #settings: Settings = { endpoints: {}, personas: {} }

  get current(): Readonly<Settings> {
    return this.#settings
  }

  /** Each named part replaces the former one whole; `null` clears it. Throws a ZodError. */
  patch(input: unknown): void {
    const { endpoints, personas: overrides, ...singles } = patch.parse(input)
    this.#settings = {
      ...pruned({ ...this.#settings, ...singles }),
      endpoints: pruned({ ...this.#settings.endpoints, ...endpoints }),
      personas: pruned({ ...this.#settings.personas, ...overrides }),
    } as Settings
  }

  reset(): void {
    this.#settings = { endpoints: {}, personas: {} }
  }

  /** A setting with `times` is spent by use and gone after the last one. */
  take<Name extends SingleName>(name: Name): Settings[Name] {
    const setting = this.#settings[name]
    if (setting?.times) this.patch({ [name]: spent(setting) })
    return setting
  }

  takeFault(endpoint: EndpointName): Fault | undefined {
    const setting = this.#settings.endpoints[endpoint]
    if (setting?.times) this.patch({ endpoints: { [endpoint]: spent(setting) } })
    return setting
  }
}

function spent<Setting extends { times?: number }>(setting: Setting): Setting | null {
  const left = (setting.times ?? 0) - 1
  return left > 0 ? { ...setting, times: left } : null
}
