import { requireApiUser } from '@/lib/auth/current-user'
import { noStore } from '@/lib/http/cache-control'
import { routeHandlers } from '@/lib/http/route-handler'
import { listProducts } from '@/lib/product/list-products'
import { parseProductQuery } from '@/lib/product/product-query'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  async GET(request) {
    const { id } = await requireApiUser(request)
    const query = parseProductQuery(new URL(request.url).searchParams)
    return Response.json(await listProducts(id, query), { headers: noStore })
  },
})
