'use server'
// What the note's button does without JavaScript. A Server Action is an address that anybody can post to: it checks its
// caller and its user for itself (OWASP ASVS 5.0 §8.3.1), writes to the notes of that user alone, and only where the page
// was made for the same one.
import { headers } from 'next/headers'
import type { NoteOutcome, NoteState } from '@/components/product-note'
import { requireActionUser } from '@/lib/auth/current-user'
import { isFormForShownUser } from '@/lib/auth/shown-user'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { textIn, toForm } from '@/lib/http/action-form'
import { clientAddress } from '@/lib/http/client-address'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { log } from '@/lib/log/logger'
import { productSlug } from '@/lib/product/product-slug'
import { setNote } from '@/lib/product/set-note'

function toOutcome(error: unknown): NoteOutcome {
  const status = error instanceof AppError ? error.status : 500
  if (status === 400) return 'too_long'
  if (status >= 500) log.error('note not saved', { error })
  return 'failed'
}

async function save(userId: string, form: FormData): Promise<NoteOutcome> {
  if (!(await isFormForShownUser(form))) return 'changed'
  await requireWithinLimit('api', { user: userId, address: clientAddress(await headers()) })
  const text = textIn(form, 'text')
  // Left out is not left empty: only the latter takes a note away.
  if (text === null) return 'failed'
  await setNote(userId, form.get('product'), { text })
  return text.trim() ? 'saved' : 'removed'
}

/** @param dangerousForm `product`: its id, `slug`: its page, `text`: the note, empty to have none */
export async function saveNoteAction(
  _previous: NoteState | null,
  dangerousForm: FormData,
): Promise<NoteState> {
  const form = toForm(dangerousForm)
  const slug = productSlug.safeParse(form.get('slug'))
  const user = await requireActionUser(slug.success ? paths.product(slug.data) : paths.products)
  const outcome = await save(user.id, form).catch(toOutcome)
  return { outcome, text: textIn(form, 'text') ?? '' }
}
