import { outageResponse } from '@/lib/http/outage-page'
import { isRequestId, requestIdOf } from '@/lib/http/request-id'
import { routeHandlers } from '@/lib/http/route-handler'
import { preferencesOf } from '@/lib/preferences/preferences'

/** Where a page goes that cannot tell who is asking, since a render cannot answer 503 itself. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  GET: async ({ url, headers }) => {
    const query = new URL(url).searchParams
    const reference = query.get('ref') ?? ''
    return outageResponse({
      dangerousPath: query.get('next'),
      preferences: preferencesOf(headers),
      requestId: isRequestId(reference) ? reference : requestIdOf(headers),
    })
  },
})
