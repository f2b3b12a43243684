import { seeOther } from '@/lib/auth/see-other'
import { paths } from '@/lib/config/paths'
import { routeHandlers } from '@/lib/http/route-handler'
import { answerFavouriteForm, requireSlug } from './answer-favourite-form'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  // Where a sign-in on the way to a favourite comes back to, and what a reload of an outage asks for.
  GET: async (_, { params }) => seeOther(paths.product(requireSlug((await params).slug))),
  POST: async (request, { params }) => answerFavouriteForm(request, (await params).slug),
})
