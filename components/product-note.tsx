'use client'
import { useActionState, useId, useState, type FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { useSaveNote } from '@/lib/browser/note-mutation'
import { useDraft } from '@/lib/browser/use-draft'
import { maxNoteLength, type NoteDto } from '@/lib/product/product-dto'
import { Button } from './ui/button'
import { Label } from './ui/label'
import { Textarea } from './ui/textarea'

export type NoteOutcome = 'saved' | 'removed' | 'failed'

type Props = {
  productId: string
  note: NoteDto | null
  /** Saves `text` of the form on the server: what the form does without JavaScript. */
  action: (previous: NoteOutcome | null, form: FormData) => Promise<NoteOutcome>
}

/** The user's own note. What is typed outlives a reload, an outage and the session; it is sent when it is saved. */
export function ProductNote({ productId, note, action }: Props) {
  const t = useTranslations('note')
  const id = useId()
  const [outcome, formAction] = useActionState(action, null)
  const [saved, setSaved] = useState(note?.text ?? '')
  const draft = useDraft(`note ${productId}`, saved)
  const save = useSaveNote(productId)

  function submit(event: FormEvent) {
    event.preventDefault()
    // What is under way is not sent a second time.
    if (save.isPending) return
    const { text } = draft
    save.mutate(text, {
      onSuccess() {
        setSaved(text)
        draft.settle(text)
      },
    })
  }

  function status(): string | null {
    if (save.isPaused) return t('paused')
    if (save.isPending) return t('saving')
    if (save.isError) return t('failed')
    if (draft.isRestored) return t('restored')
    if (draft.hasChanged) return t('unsaved')
    if (save.isSuccess) return t(save.variables ? 'saved' : 'removed')
    return outcome && t(outcome)
  }

  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="text-xl font-semibold">
        {t('title')}
      </h2>
      <form action={formAction} onSubmit={submit} className="mt-3 max-w-prose">
        <Label htmlFor={`${id}-text`}>{t('label')}</Label>
        <Textarea
          id={`${id}-text`}
          name="text"
          rows={4}
          maxLength={maxNoteLength}
          value={draft.text}
          onChange={(event) => draft.setText(event.target.value)}
          aria-describedby={`${id}-hint`}
          className="mt-2"
        />
        <p id={`${id}-hint`} className="text-muted-foreground mt-1 text-sm">
          {t('hint', { most: maxNoteLength })}
        </p>
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <Button type="submit" aria-disabled={save.isPending || undefined}>
            {t('save')}
          </Button>
          {draft.hasChanged && !save.isPending && (
            <Button type="button" variant="outline" onClick={draft.discard}>
              {t('discard')}
            </Button>
          )}
          <p role="status" className="min-h-6">
            {status()}
          </p>
        </div>
      </form>
    </section>
  )
}
