'use client'
import { useCallback, useState, useSyncExternalStore } from 'react'
import { DraftStore } from './draft-store'
import { useAuthContext } from './use-auth'

const drafts = new DraftStore()

export type DraftField = {
  text: string
  /** What is shown was typed before this page was loaded, and never sent. */
  isRestored: boolean
  hasChanged: boolean
  setText: (text: string) => void
  /** Back to what is saved. */
  discard: () => void
  /** `sent` is safe; what was typed since stays a draft. */
  settle: (sent: string) => void
}

/**
 * The text of a field that survives a reload, the session's end and the sign-in after it.
 * @param key names the field among the user's others, in all pages
 * @param saved what the server has
 */
export function useDraft(key: string, saved: string): DraftField {
  const { session } = useAuthContext()
  // Whose page it is, also while the session has ended.
  const [userId] = useState(() => session.getState().user?.id ?? '')
  const draft = useSyncExternalStore(
    drafts.subscribe,
    () => drafts.read(userId, key),
    () => null,
  )
  const discard = useCallback(() => drafts.remove(userId, key), [userId, key])
  const setText = useCallback(
    (text: string) => (text === saved ? discard() : drafts.write(userId, key, text)),
    [userId, key, saved, discard],
  )
  const settle = useCallback(
    (sent: string) => {
      if (drafts.read(userId, key)?.text === sent) discard()
    },
    [userId, key, discard],
  )
  return {
    text: draft?.text ?? saved,
    isRestored: draft?.isRestored ?? false,
    hasChanged: draft !== null,
    ...{ setText, discard, settle },
  }
}
