import { requireApiUser } from '@/lib/auth/current-user'
import { noStore } from '@/lib/http/cache-control'
import { type RouteContext, routeHandlers } from '@/lib/http/route-handler'
import { setFavourite } from '@/lib/product/set-favourite'

function favouriteHandler(isFavourite: boolean) {
  return async (request: Request, { params }: RouteContext) => {
    const user = await requireApiUser(request)
    await setFavourite(user.id, (await params).id, isFavourite)
    return new Response(null, { status: 204, headers: noStore })
  }
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  PUT: favouriteHandler(true),
  DELETE: favouriteHandler(false),
})
