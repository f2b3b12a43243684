import { AppError } from '@/lib/errors'
import { readBoundedText } from './limited-stream'

const jsonType = /^application\/json\s*(;|$)/i

/**
 * The value that a request carries as JSON. What it looks like is for the caller to check.
 * @throws {AppError} unsupported_media_type, payload_too_large (nothing beyond `maxBytes` is read), invalid_request
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  if (!jsonType.test(request.headers.get('content-type') ?? ''))
    throw new AppError('unsupported_media_type')
  const text = request.body ? await readBoundedText(request.body, maxBytes) : ''
  if (text === null) throw new AppError('payload_too_large')
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('invalid_request', { faults: [{ pointer: '#', detail: 'must be JSON' }] })
  }
}
