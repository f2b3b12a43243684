import { disconnectGoogle } from '@/lib/auth/disconnect-google'
import { routeHandlers } from '@/lib/http/route-handler'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers(
  { POST: disconnectGoogle },
  // It waits for Google, within bounds of its own.
  { deadlineMs: null },
)
