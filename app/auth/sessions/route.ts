import { toActor } from '@/lib/auth/acting-session'
import { requireApiUser } from '@/lib/auth/current-user'
import { noStore } from '@/lib/http/cache-control'
import { routeHandlers } from '@/lib/http/route-handler'
import { type OwnSession, endOtherSessions, listOwnSessions } from '@/lib/session/own-sessions'

function toJson(session: OwnSession) {
  return {
    id: session.id,
    device: session.device,
    truncated_address: session.truncatedAddress,
    created_at: session.createdAt.toISOString(),
    last_seen_at: session.lastSeenAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
    current: session.isCurrent,
  }
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  async GET(request) {
    const user = await requireApiUser(request)
    const sessions = await listOwnSessions({ userId: user.id, sessionId: user.sessionId })
    return Response.json({ sessions: sessions.map(toJson) }, { headers: noStore })
  },
  async DELETE(request) {
    const user = await requireApiUser(request)
    await endOtherSessions(toActor(user, request.headers))
    return new Response(null, { status: 204, headers: noStore })
  },
})
