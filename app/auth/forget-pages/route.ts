import { forgetPages } from '@/lib/http/forget-pages'
import { routeHandlers } from '@/lib/http/route-handler'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  GET: async (request) => forgetPages(request),
})
