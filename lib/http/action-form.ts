import { noteAction } from './page-status'

/**
 * The form of a Server Action. Whoever posts to one spells its arguments themselves, so that there may be none, or
 * something else: what is no form has no fields. To be called first: it says that Next could read what was posted.
 */
export function toForm(dangerousForm: unknown): FormData {
  noteAction()
  return dangerousForm instanceof FormData ? dangerousForm : new FormData()
}

/** A field's text, or null where there is no such field, or a file in its place. */
export function textIn(form: FormData, name: string): string | null {
  const value = form.get(name)
  return typeof value === 'string' ? value : null
}
