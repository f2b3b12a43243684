// GET /api/account/export. Guarantees that a person gets what is stored about them and about nobody else: the user is the
// one of the access token, and nothing in the request names another. A session that is revoked on the way reads no further.
// A person who follows the link is left on a page whatever happens, a program gets its problem document.
import 'server-only'
import { recordAuditEvent } from '@/lib/audit/record-audit-event'
import { requireApiUser } from '@/lib/auth/current-user'
import { toRefusedPage } from '@/lib/auth/refused-on-account'
import { seeOther } from '@/lib/auth/see-other'
import { paths } from '@/lib/config/paths'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { noStore } from '@/lib/http/cache-control'
import { clientAddress, truncateAddress } from '@/lib/http/client-address'
import { requestIdOf } from '@/lib/http/request-id'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { log } from '@/lib/log/logger'
import { isSessionRevoked } from '@/lib/session/revocation'
import { exportAccount } from './export-account'
import type { ExportOutcome } from './export-outcomes'

/** Reads on only as the reader does. What fails on the way breaks the download off: half a document is no document. */
function toStream(
  pieces: AsyncGenerator<string>,
  sessionId: string,
  requestId: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          if (await isSessionRevoked(sessionId)) throw new AppError('invalid_token')
          const { done, value } = await pieces.next()
          if (done) controller.close()
          else controller.enqueue(encoder.encode(value))
        } catch (error) {
          log.error('export broken off', { requestId, error })
          controller.error(error)
        }
      },
      async cancel() {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

async function startExport(request: Request, now: Date): Promise<Response> {
  const { id: userId, sessionId } = await requireApiUser(request)
  await requireWithinLimit('export', { user: userId })
  const pieces = await exportAccount(userId, now)
  // Deleted less than a second ago.
  if (!pieces) throw new AppError('invalid_token')
  const truncatedAddress = truncateAddress(clientAddress(request.headers))
  const event = { type: 'account_exported', userId, sessionId, truncatedAddress } as const
  await recordAuditEvent(db(), event)
  return new Response(toStream(pieces, sessionId, requestIdOf(request.headers)), {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="gatehouse-${now.toISOString().slice(0, 10)}.json"`,
      ...noStore,
    },
  })
}

const toAddress = (outcome: ExportOutcome) => paths.accountWithExport(outcome)

export async function answerExport(request: Request, now: Date): Promise<Response> {
  try {
    return await startExport(request, now)
  } catch (error) {
    const isFollowed = request.headers.get('sec-fetch-mode') === 'navigate'
    const page = isFollowed && toRefusedPage(error, toAddress)
    if (!page) throw error
    log.warn('export not begun', { requestId: requestIdOf(request.headers), error })
    return seeOther(page)
  }
}
