// How the tabs of one browser talk. BroadcastChannel reaches our own origin only.
//
// The access token itself travels here. That is a decision: whoever can listen on this channel runs on our origin and
// could as well call POST /auth/refresh with the cookie, so it gives nothing away; without it every tab would have to
// refresh for itself. A token is never put where it outlives the tab: no web storage, no IndexedDB, no service worker.
// Messages are checked all the same, since an older version of the site may still be open in another tab.
import type { HeldToken, SessionUser, SignedOutReason } from './session-types'

const channelName = 'gatehouse-session'

export type TabMessage =
  /** A page has just been loaded for this user, or for nobody. */
  | { type: 'page'; userId: string | null }
  /** Has anyone a token that is still good? */
  | { type: 'ask' }
  | { type: 'token'; token: HeldToken }
  /** A renewal has just failed because the server is in trouble, or too busy. */
  | { type: 'unavailable'; retryAfterSeconds: number | null }
  /** A renewal has just failed because there is no network. */
  | { type: 'unreachable' }
  | { type: 'signed-out'; reason: SignedOutReason }

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
      return isTextOrNull(value.userId) ? { type: 'page', userId: value.userId } : null
    case 'ask':
    case 'unreachable':
      return { type: value.type }
    case 'token':
      return isHeldToken(value.token) ? { type: 'token', token: value.token } : null
    case 'unavailable': {
      const seconds = value.retryAfterSeconds
      return {
        type: 'unavailable',
        retryAfterSeconds: typeof seconds === 'number' ? seconds : null,
      }
    }
    case 'signed-out':
      return { type: 'signed-out', reason: value.reason === 'ended' ? 'ended' : 'logout' }
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
