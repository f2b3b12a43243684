import { outageResponse } from '@/lib/http/outage-page'
import { routeHandlers } from '@/lib/http/route-handler'
import { languageOf } from '@/lib/preferences/preferences'

/** Where a page goes that cannot tell who is asking, since a render cannot answer 503 itself. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  GET: async (request) =>
    outageResponse(new URL(request.url).searchParams.get('next'), languageOf(request.headers)),
})
