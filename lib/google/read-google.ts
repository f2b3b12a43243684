import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/errors'
import { type EndpointInput, callGoogle } from './call-google'
import type { EndpointName } from './endpoints'
import { readBoundedText } from '@/lib/http/limited-stream'

const maxBytes = 4 * 1_024 * 1_024

/**
 * What a page shows of Google's, read without a request to ourselves.
 * @param schema of what is shown, and no more: the rest of the answer is dropped
 * @throws {AppError} as `callGoogle`; google_failed where the answer is too long or not as the schema says
 */
export async function readGoogle<Name extends EndpointName, Output>(
  userId: string,
  name: Name,
  input: EndpointInput<Name>,
  schema: z.ZodType<Output>,
): Promise<Output> {
  const answer = await callGoogle(userId, name, input)
  try {
    const text = answer.body ? await readBoundedText(answer.body, maxBytes) : null
    return schema.parse(JSON.parse(text ?? ''))
  } catch (error) {
    throw new AppError('google_failed', { cause: error })
  }
}
