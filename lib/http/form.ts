import { AppError } from '@/lib/errors'

const formType = 'application/x-www-form-urlencoded'
const usualFormBytes = 1_024
/** Of a form that says where to come back to: that may hold a search, whose every letter may be written in fifteen. */
export const formWithWayBackBytes = 8_192

/**
 * The fields of a form that one of our own pages posted without a script, or null where the body is nobody's form.
 * @param maxFormBytes how much is read of a form that has reason to be long
 * @throws {AppError} payload_too_large, also where the request does not say how long it is
 */
export async function readForm(
  request: Request,
  maxFormBytes = usualFormBytes,
): Promise<URLSearchParams | null> {
  if (!request.headers.get('content-type')?.startsWith(formType)) return null
  // A browser's form says how long it is; a body of unsaid length is nobody's form and is not read.
  const length = Number(request.headers.get('content-length') ?? Infinity)
  if (!(length <= maxFormBytes)) throw new AppError('payload_too_large')
  return new URLSearchParams(await request.text())
}
