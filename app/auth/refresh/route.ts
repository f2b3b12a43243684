import { refreshSession } from '@/lib/auth/refresh-session'
import { routeHandlers } from '@/lib/http/route-handler'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  POST: (request) => refreshSession(request, new Date()),
})
