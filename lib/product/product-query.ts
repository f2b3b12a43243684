import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { parseCursor } from './product-cursor'

const maxSearchLength = 100
const maxCategoryLength = 100
const defaultLimit = 12
const maxLimit = 50

export type ProductQuery = {
  q?: string
  /** Exactly as a product names it. */
  category?: string
  /** Only what the user who asks likes. */
  favourite?: true
  cursor?: string
  limit?: number
}

function plainText(maxLength: number) {
  return (
    z
      .string()
      .max(maxLength, `must have at most ${maxLength} characters`)
      // PostgreSQL has no NUL in text; a lone surrogate is no text at all.
      .refine((text) => !text.includes('\0') && text.isWellFormed(), 'must be plain text')
  )
}

const querySchema = z.strictObject({
  q: plainText(maxSearchLength).optional(),
  category: plainText(maxCategoryLength).min(1, 'must be the name of a category').optional(),
  // Nothing but `true`: what `false` asks for, everything or only the rest, each would read in its own way.
  favourite: z
    .literal('true', 'must be true, or left out')
    .transform(() => true as const)
    .optional(),
  cursor: z
    .string()
    .refine((cursor) => parseCursor(cursor) !== null, 'must be the next_cursor of an earlier page')
    .optional(),
  limit: z
    .string()
    .refine((text) => /^\d{1,2}$/.test(text) && +text >= 1 && +text <= maxLimit, {
      message: `must be a whole number from 1 to ${maxLimit}`,
    })
    .transform(Number)
    .default(defaultLimit),
})

/** @throws {AppError} invalid_request, with a pointer to every parameter at fault */
export function parseProductQuery(parameters: URLSearchParams): ProductQuery {
  const names = [...parameters.keys()]
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined)
    throw new AppError('invalid_request', {
      faults: [{ pointer: toPointer(repeated), detail: 'must be given once' }],
    })
  const result = querySchema.safeParse(Object.fromEntries(parameters))
  if (result.success) return result.data
  throw new AppError('invalid_request', {
    faults: result.error.issues.map(toFault),
  })
}

// RFC 6901 §3
function toPointer(name: string): string {
  return `#/${name.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function toFault(issue: z.core.$ZodIssue) {
  if (issue.code === 'unrecognized_keys')
    return { pointer: toPointer(issue.keys[0] ?? ''), detail: 'is not a parameter here' }
  return { pointer: `#/${issue.path.join('/')}`, detail: issue.message }
}
