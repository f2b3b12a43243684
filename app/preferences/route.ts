import { setPreference } from '@/lib/preferences/set-preference'
import { routeHandlers } from '@/lib/http/route-handler'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  POST: setPreference,
})
