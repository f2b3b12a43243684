import { routeHandlers } from '@/lib/http/route-handler'
import { noStore } from '@/lib/http/cache-control'

/** The process answers. It says nothing of what it depends on, so that an outage elsewhere restarts nobody. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  async GET() {
    return Response.json({ status: 'ok' }, { headers: noStore })
  },
})
