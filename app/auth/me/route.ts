import { requireApiClaims } from '@/lib/auth/current-user'
import { noStore } from '@/lib/http/cache-control'
import { routeHandlers } from '@/lib/http/route-handler'
import { sessionExpiry } from '@/lib/session/lifetimes'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  async GET(request) {
    const { sub, sid, iat, email, name, picture, role } = await requireApiClaims(request)
    return Response.json(
      {
        user: { id: sub, email, name: name ?? null, picture: picture ?? null, role },
        session: { id: sid, expires_at: sessionExpiry(sid, iat).toISOString() },
      },
      { headers: noStore },
    )
  },
})
