import { logout } from '@/lib/auth/logout'
import { routeHandlers } from '@/lib/http/route-handler'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  POST: (request) => logout(request, new Date()),
})
