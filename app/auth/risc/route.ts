import { receiveSecurityEvent } from '@/lib/auth/receive-security-event'
import { routeHandlers } from '@/lib/http/route-handler'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  POST: (request) => receiveSecurityEvent(request, new Date()),
})
