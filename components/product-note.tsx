'use client'
import { useActionState, useEffect, useId, useRef, type FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { useSaveNote } from '@/lib/browser/note-mutation'
import { useProduct } from '@/lib/browser/product-query'
import { useDraft } from '@/lib/browser/use-draft'
import { maxNoteLength, type ProductDetailsDto } from '@/lib/product/product-dto'
import { ShownUserField } from './shown-user-field'
import { buttonVariants } from './ui/button-variants'
import { fieldClass } from './ui/field-class'

/** `changed`: somebody else is signed in than the page was made for. */
export type NoteOutcome = 'saved' | 'removed' | 'too_long' | 'changed' | 'failed'

/** What an attempt came to, and what had been typed: nothing of it is lost where it was not saved. */
export type NoteState = { outcome: NoteOutcome; text: string }

type Props = {
  /** As the server rendered it, and when it was read, in milliseconds. */
  initial: ProductDetailsDto
  readAt: number
  /** Saves `text` of the form on the server: what the form does without JavaScript. */
  action: (previous: NoteState | null, form: FormData) => Promise<NoteState>
}

function isKept({ outcome }: NoteState): boolean {
  return outcome === 'saved' || outcome === 'removed'
}

/** The user's own note. What is typed outlives a reload, an outage and the session; it is sent when it is saved. */
export function ProductNote({ initial, readAt, action }: Props) {
  const t = useTranslations('note')
  const id = useId()
  const product = useProduct(initial, readAt)
  const [posted, formAction] = useActionState(action, null)
  const draft = useDraft(`note ${product.id}`, product.note?.text ?? '')
  const save = useSaveNote(product.id)
  const isUnsent = posted !== null && !isKept(posted) && !draft.hasChanged && save.isIdle
  const text = isUnsent ? posted.text : draft.text
  const field = useRef<HTMLTextAreaElement>(null)
  const { setText } = draft

  useEffect(() => {
    const { value, defaultValue } = field.current!
    // What was typed before this script came is a draft, too: React keeps it in the field and tells nobody.
    if (value !== defaultValue) setText(value)
  }, [setText])

  function submit(event: FormEvent) {
    event.preventDefault()
    // What is under way is not sent a second time.
    if (!save.isPending) save.mutate(text, { onSuccess: () => draft.settle(text) })
  }

  function status(): string | null {
    if (save.isPaused) return t('paused')
    if (save.isPending) return t('saving')
    if (save.isError) return t('failed')
    if (draft.isRestored) return t('restored')
    if (draft.hasChanged) return t('unsaved')
    if (save.isSuccess) return t(save.variables.trim() ? 'saved' : 'removed')
    return posted && t(posted.outcome, { most: maxNoteLength })
  }

  return (
    <section aria-labelledby={`${id}-title`} className="card shadow-card mt-10 p-5 sm:p-6">
      <h2 id={`${id}-title`} className="text-xl font-semibold">
        {t('title')}
      </h2>
      <form action={formAction} onSubmit={submit} className="mt-3">
        <input type="hidden" name="product" value={product.id} />
        <input type="hidden" name="slug" value={product.slug} />
        <ShownUserField />
        <label htmlFor={`${id}-text`} className="font-medium">
          {t('label')}
        </label>
        <textarea
          ref={field}
          id={`${id}-text`}
          name="text"
          rows={4}
          maxLength={maxNoteLength}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-describedby={`${id}-hint ${id}-count`}
          className={`${fieldClass} mt-2 min-h-28`}
        />
        <div className="text-muted-foreground mt-1 flex flex-wrap justify-between gap-x-4 text-sm">
          <p id={`${id}-hint`}>{t('hint')}</p>
          <p id={`${id}-count`}>{t('count', { count: text.length, most: maxNoteLength })}</p>
        </div>
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <button
            type="submit"
            className={`${buttonVariants()} no-print`}
            aria-disabled={save.isPending || undefined}
          >
            {t('save')}
          </button>
          {draft.hasChanged && !save.isPending && (
            <button
              type="button"
              className={`${buttonVariants({ variant: 'outline' })} no-print`}
              onClick={draft.discard}
            >
              {t('discard')}
            </button>
          )}
          {/* After a post without JavaScript the page begins anew: this takes view and ear back to the form. */}
          <p role="status" tabIndex={-1} autoFocus={posted !== null} className="min-h-6">
            {status()}
          </p>
        </div>
      </form>
    </section>
  )
}
