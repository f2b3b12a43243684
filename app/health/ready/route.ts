import { pingDatabase } from '@/lib/db/ping'
import { routeHandlers } from '@/lib/http/route-handler'
import { noStore } from '@/lib/http/cache-control'

/** The process can serve: the database answers. A 503 problem otherwise. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  async GET() {
    await pingDatabase()
    return Response.json({ status: 'ok' }, { headers: noStore })
  },
})
