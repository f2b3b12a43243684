import { seeOther } from '@/lib/auth/see-other'
import { paths } from '@/lib/config/paths'
import { routeHandlers } from '@/lib/http/route-handler'
import { answerLab } from '@/lib/lab/answer-lab'
import { requireLab } from '@/lib/lab/require-lab'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  // What a reload asks for; and without a lab, a 404 as for any address that is not there.
  async GET() {
    requireLab()
    return seeOther(paths.lab)
  },
  POST: (request) => answerLab(request, new Date()),
})
