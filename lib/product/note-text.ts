// What may stand in a note. A browser sends a text area's line ends as CRLF and counts them as one (HTML, "textarea"), so
// they are made one sign each before anything is counted.
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { maxNoteLength } from './product-dto'

/** Of a note's JSON: a thousand signs at six bytes each, as JSON may spell any, and the braces around them. */
export const maxNoteBytes = 8_192

const noteSchema = z.strictObject({
  text: z
    .string('must be a string')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .refine((text) => text.length <= maxNoteLength, {
      message: `must have at most ${maxNoteLength} characters`,
    })
    // PostgreSQL has no NUL in text; a lone surrogate is no text at all.
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'must be plain text'),
})

/**
 * @param dangerousBody what came as JSON
 * @returns the text to keep; empty where there is nothing to keep
 * @throws {AppError} invalid_request
 */
export function parseNote(dangerousBody: unknown): string {
  const result = noteSchema.safeParse(dangerousBody)
  if (result.success) return result.data.text
  throw new AppError('invalid_request', { faults: result.error.issues.map(toFault) })
}

function toFault({ code, path, message }: z.core.$ZodIssue) {
  if (code === 'unrecognized_keys') return { pointer: '#', detail: 'has more than a text' }
  return { pointer: path.length ? '#/text' : '#', detail: message }
}
