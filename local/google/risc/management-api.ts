import type { Context } from 'oidc-provider'
import { z } from 'zod'
import { readText } from '../form-body.ts'
import { answerGoogleError, GoogleApiError } from '../google-error.ts'
import { isLoopbackHost } from '../loopback.ts'
import type { EventStream } from './event-stream.ts'
import { deliveryMethodPush, eventTypes, riscPaths } from './event-types.ts'
import type { ServiceAccounts } from './service-accounts.ts'

export interface ManagementParts {
  stream: EventStream
  accounts: ServiceAccounts
  /** The hosts of the client's redirect URIs: what Google calls the project's authorized domains. */
  domains: readonly string[]
  sendVerification(state: string | undefined): void
}

type Action = (parts: ManagementParts, body: unknown) => unknown

const configuration = z.object({
  delivery: z.object({ delivery_method: z.string(), url: z.url() }),
  events_requested: z.array(z.string()),
})
const status = z.object({ status: z.string() })
const verification = z.object({ state: z.string().optional() })

function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.') || 'delivery'
  throw new GoogleApiError(400, `Stream configuration must contain ${field} field.`)
}

function requireConfigured({ stream }: ManagementParts) {
  if (stream.configured) return stream.configured
  throw new GoogleApiError(404, 'Project has no RISC configuration.')
}

/** Google takes https alone; here a site on this machine may be plain http. */
function requireDeliverable(url: string, domains: readonly string[]): void {
  const { protocol, hostname, host } = new URL(url)
  if (protocol !== 'https:' && !isLoopbackHost(hostname)) {
    throw new GoogleApiError(403, 'The delivery endpoint must be an HTTPS URL.')
  }
  if (!domains.includes(host)) {
    const message = "The delivery endpoint does not belong to any of your project's domains."
    throw new GoogleApiError(403, message)
  }
}

function update({ stream, domains }: ManagementParts, body: unknown) {
  const asked = parse(configuration, body)
  requireDeliverable(asked.delivery.url, domains)
  if (asked.delivery.delivery_method !== deliveryMethodPush) {
    throw new GoogleApiError(400, 'Stream configuration must contain delivery_method field.')
  }
  stream.configure(asked)
  return {}
}

function verify(parts: ManagementParts, body: unknown) {
  const { configuration: current, status: state } = requireConfigured(parts)
  const asked = parse(verification, body ?? {})
  const isWanted = current.events_requested.includes(eventTypes.verification)
  // Google answers before it sends.
  if (isWanted && state === 'enabled') parts.sendVerification(asked.state)
  return {}
}

function updateStatus(parts: ManagementParts, body: unknown) {
  requireConfigured(parts)
  const asked = parse(status, body).status
  if (asked !== 'enabled' && asked !== 'disabled') throw new GoogleApiError(403, 'Invalid status.')
  parts.stream.setStatus(asked)
  return {}
}

const { stream: base } = riscPaths

const actions: Record<string, Action> = {
  [`GET ${base}`]: (parts) => requireConfigured(parts).configuration,
  [`POST ${base}:update`]: update,
  [`POST ${base}:verify`]: verify,
  [`GET ${base}/status`]: (parts) => ({ status: requireConfigured(parts).status }),
  [`POST ${base}/status:update`]: updateStatus,
}

async function answerCall(ctx: Context, parts: ManagementParts): Promise<void> {
  const [scheme, jwt = ''] = ctx.get('authorization').split(' ')
  if (scheme !== 'Bearer' || !(await parts.accounts.accepts(jwt))) {
    throw new GoogleApiError(401, 'Unauthorized.')
  }
  const action = actions[`${ctx.method} ${ctx.path}`]
  if (!action) throw new GoogleApiError(404, 'Not Found')
  const text = await readText(ctx.req)
  try {
    ctx.body = action(parts, text ? JSON.parse(text) : undefined)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new GoogleApiError(400, 'Invalid JSON payload received.')
  }
}

/** The part of the RISC API that a receiver needs to be registered and tried. */
export async function answerRiscApi(ctx: Context, parts: ManagementParts): Promise<void> {
  try {
    await answerCall(ctx, parts)
  } catch (error) {
    if (!(error instanceof GoogleApiError)) throw error
    answerGoogleError(ctx, error)
  }
}
