// An overall bound on how long a request waits for the database, since single waits add up: whoever asks has an answer
// within five seconds. The work that is given up runs out by its own bounds (lib/db/client.ts); all of it either was
// done in one transaction or is safe to be asked for again.
import 'server-only'
import { AppError } from '@/lib/errors'

export const databaseDeadlineMs = 4_500
const retryAfterSeconds = 5

/** @throws {AppError} service_unavailable where `work` takes longer; its late failure is nobody's then */
export async function withinDeadline<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    const refuse = () => {
      const cause = new Error(`no answer within ${limitMs} ms`)
      reject(new AppError('service_unavailable', { retryAfterSeconds, cause }))
    }
    timer = setTimeout(refuse, limitMs)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
