import { routeHandlers } from '@/lib/http/route-handler'
import { publicJwks } from '@/lib/session/signing-keys'

// A verifier may keep the keys for as long as an access token lives; a new key is published before it signs.
const cacheSeconds = 300

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  async GET() {
    return Response.json(await publicJwks(), {
      headers: {
        'cache-control': `public, max-age=${cacheSeconds}`,
        'content-type': 'application/jwk-set+json',
        'access-control-allow-origin': '*',
      },
    })
  },
})
