import { requireApiUser } from '@/lib/auth/current-user'
import { AppError } from '@/lib/errors'
import { noStore } from '@/lib/http/cache-control'
import { routeHandlers } from '@/lib/http/route-handler'
import { getProduct } from '@/lib/product/get-product'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  async GET(request, { params }) {
    const user = await requireApiUser(request)
    const product = await getProduct(user.id, { id: (await params).id })
    if (!product) throw new AppError('not_found')
    return Response.json(product, { headers: noStore })
  },
})
