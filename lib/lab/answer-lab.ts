// POST /lab/act, for the session lab's buttons. Guarantees that there is nothing here without a lab, and that what is done
// is done to the session of who asks: a trusted caller with a good access token, and the session cookie of that session.
import 'server-only'
import { readCookie, clearedAccessCookie, sessionCookieName } from '@/lib/auth/cookies'
import { requireApiUser } from '@/lib/auth/current-user'
import { seeOther } from '@/lib/auth/see-other'
import { env } from '@/lib/config/env'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { noStore } from '@/lib/http/cache-control'
import { clientAddress, truncateAddress } from '@/lib/http/client-address'
import { readForm } from '@/lib/http/form'
import { requireTrustedCaller } from '@/lib/http/trusted-caller'
import { openRefreshToken } from '@/lib/session/refresh-token'
import {
  type LabSubject,
  endFromElsewhere,
  mintExpiredToken,
  passGrace,
  stealSession,
} from './lab-deeds'
import { type LabAnswer, type LabDeed, toLabDeed } from './lab-steps'
import { requireLab } from './require-lab'

async function expire({ user }: LabSubject, now: Date): Promise<LabAnswer> {
  const access_token = await mintExpiredToken(user, now)
  const expired = { access_token, expires_in: env().ACCESS_TOKEN_SECONDS }
  return { steps: ['access_forgotten', 'access_expired'], expired }
}

async function doDeed(deed: LabDeed, subject: LabSubject, now: Date): Promise<LabAnswer> {
  if (deed === 'expire') return expire(subject, now)
  if (deed === 'pass_grace') return { steps: await passGrace(subject) }
  if (deed === 'steal') return { steps: await stealSession(subject, now) }
  return { steps: await endFromElsewhere(subject) }
}

async function requireSubject(request: Request): Promise<LabSubject> {
  const user = await requireApiUser(request)
  const refreshToken = readCookie(request.headers, sessionCookieName())
  const token = refreshToken ? await openRefreshToken(refreshToken) : null
  if (token?.sessionId !== user.sessionId) throw new AppError('invalid_token')
  const truncatedAddress = truncateAddress(clientAddress(request.headers))
  return { user, refreshToken: token.rawToken, truncatedAddress }
}

export async function answerLab(request: Request, now: Date): Promise<Response> {
  requireLab()
  // Also beside a Bearer token: the session cookie is used here.
  requireTrustedCaller(request.headers)
  const subject = await requireSubject(request)
  const deed = toLabDeed((await readForm(request))?.get('do'))
  if (!deed) throw new AppError('not_found')
  const answer = await doDeed(deed, subject, now)
  const cookies = deed === 'expire' ? [clearedAccessCookie()] : []
  // A form posted without JavaScript.
  if (request.headers.get('sec-fetch-mode') === 'navigate')
    return seeOther(paths.labDid(deed), cookies)
  const response = Response.json(answer, { headers: noStore })
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}
