import { requireApiUser } from '@/lib/auth/current-user'
import { methodsAt, passToGoogle } from '@/lib/google/gateway'
import { preflightResponse } from '@/lib/http/cors'
import { withProblems } from '@/lib/http/route-handler'

const pass = withProblems(
  async (request) => {
    const user = await requireApiUser(request, 'gateway')
    return passToGoogle(request, user.id)
  },
  { deadlineMs: null },
)

export const [GET, HEAD, POST, PUT, PATCH, DELETE] = [pass, pass, pass, pass, pass, pass]

export const OPTIONS = withProblems(async (request) =>
  preflightResponse(request, methodsAt(new URL(request.url).pathname)),
)
