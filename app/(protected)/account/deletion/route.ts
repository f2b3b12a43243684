import { answerDeletion } from '@/lib/account/answer-deletion'
import { seeOther } from '@/lib/auth/see-other'
import { paths } from '@/lib/config/paths'
import { routeHandlers } from '@/lib/http/route-handler'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers(
  {
    // Where a sign-in on the way to the deletion comes back to, and what a reload of an outage asks for.
    GET: async () => seeOther(paths.deleteAccount),
    POST: (request) => answerDeletion(request, new Date()),
  },
  // It waits for Google, within bounds of its own; and nobody must read "not now" while the account goes.
  { deadlineMs: null },
)
