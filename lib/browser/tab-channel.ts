// How the tabs of one browser talk. BroadcastChannel reaches our own origin only.
//
// The access token itself travels here. That is a decision: whoever can listen on this channel runs on our origin and
// could as well call POST /auth/refresh with the cookie, so it gives nothing away; without it every tab would have to
// refresh for itself. A token is never put where it outlives the tab: no web storage, no IndexedDB, no service worker.
// Messages are checked all the same, since an older version of the site may still be open in another tab.
import { type LoginErrorCode, toLoginErrorCode } from '@/lib/auth/login-errors'
import type { EndReason } from '@/lib/session/end-reason'
import { toEndReason } from './end-reasons'
import type { HeldToken, SessionUser } from './session-types'

const channelName = 'gatehouse-session'

export type TabMessage =
  /** A page has just been loaded for this user, or for nobody; `error` is what the sign-in page says about that. */
  | { type: 'page'; userId: string | null; error: LoginErrorCode | null }
  /** Has anyone a token that is still good? */
  | { type: 'ask' }
  | { type: 'token'; token: HeldToken }
  /** The first token after an end, from the server: the same user may go on with it, in every tab. */
  | { type: 'signed-in'; token: HeldToken }
  /** A renewal has just failed because the server is in trouble, or too busy. */
  | { type: 'unavailable'; retryAfterSeconds: number | null }
  /** A renewal has just failed because there is no network. */
  | { type: 'unreachable' }
  | { type: 'signed-out'; reason: EndReason | 'signed_out' }

export type TabChannel = {
  post: (message: TabMessage) => void
  listen: (listener: (message: TabMessage) => void) => void
  close: () => void
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export function isSessionUser(value: unknown): value is SessionUser {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    typeof value.email === 'string' &&
    isTextOrNull(value.name) &&
    isTextOrNull(value.picture) &&
    (value.role === 'user' || value.role === 'admin')
  )
}

function isHeldToken(value: unknown): value is HeldToken {
  return (
    isRecord(value) &&
    typeof value.rawToken === 'string' &&
    Number.isFinite(value.expiresAt) &&
    Number.isFinite(value.lifetimeSeconds) &&
    isSessionUser(value.user)
  )
}

/** The message, or null where it is none that this version knows. */
export function toTabMessage(value: unknown): TabMessage | null {
  if (!isRecord(value)) return null
  switch (value.type) {
    case 'page':
      return isTextOrNull(value.userId)
        ? { type: 'page', userId: value.userId, error: toLoginErrorCode(toText(value.error)) }
        : null
    case 'ask':
    case 'unreachable':
      return { type: value.type }
    case 'token':
    case 'signed-in':
      return isHeldToken(value.token) ? { type: value.type, token: value.token } : null
    case 'unavailable': {
      const seconds = value.retryAfterSeconds
      return {
        type: 'unavailable',
        retryAfterSeconds: typeof seconds === 'number' ? seconds : null,
      }
    }
    case 'signed-out':
      return { type: 'signed-out', reason: toEndReason(value.reason) ?? 'signed_out' }
    default:
      return null
  }
}

/** In a browser without BroadcastChannel every tab stands alone: it renews for itself, which the server allows for. */
const noChannel: TabChannel = { post() {}, listen() {}, close() {} }

export function openTabChannel(): TabChannel {
  if (typeof BroadcastChannel === 'undefined') return noChannel
  const channel = new BroadcastChannel(channelName)
  return {
    post: (message) => channel.postMessage(message),
    listen(listener) {
      channel.onmessage = (event: MessageEvent<unknown>) => {
        const message = toTabMessage(event.data)
        if (message) listener(message)
      }
    },
    close: () => channel.close(),
  }
}
