import 'server-only'
import { clientAddress, truncateAddress } from '@/lib/http/client-address'
import type { Actor } from '@/lib/session/own-sessions'
import type { CurrentUser } from './current-user'

/** On whose behalf, from which session and from where a request acts on the user's sessions. */
export function toActor({ id, sessionId }: CurrentUser, headers: Headers): Actor {
  return { userId: id, sessionId, truncatedAddress: truncateAddress(clientAddress(headers)) }
}
