import { answerExport } from '@/lib/account/answer-export'
import { routeHandlers } from '@/lib/http/route-handler'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  // An export is recorded, so that asking for its headers is no question without effect.
  HEAD: null,
  GET: (request) => answerExport(request, new Date()),
})
