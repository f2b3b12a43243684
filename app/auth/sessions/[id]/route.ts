import { z } from 'zod'
import { toActor } from '@/lib/auth/acting-session'
import { requireApiUser } from '@/lib/auth/current-user'
import { AppError } from '@/lib/errors'
import { noStore } from '@/lib/http/cache-control'
import { routeHandlers } from '@/lib/http/route-handler'
import { endOwnSession } from '@/lib/session/own-sessions'

const idSchema = z.uuid().toLowerCase()

function sessionIdIn(request: Request): string {
  const id = idSchema.safeParse(new URL(request.url).pathname.split('/').at(-1))
  // What cannot be an id is nobody's: the same answer as for one that is unknown or another user's.
  if (!id.success) throw new AppError('not_found')
  return id.data
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  async DELETE(request) {
    const user = await requireApiUser(request)
    await endOwnSession(toActor(user, request.headers), sessionIdIn(request))
    return new Response(null, { status: 204, headers: noStore })
  },
})
