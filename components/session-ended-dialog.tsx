'use client'
// What a person meets on a protected page whose session has ended. Guarantees: the page and what was typed stay in memory
// and nobody acts on them: the dialog closes for the same user's sign-in alone. Unless the session merely ran out, what the
// page shows is hidden, not blurred: it may have been ended so that whoever sits here sees no more of it (docs/tabs.md).
// The browser's own modal dialog: there from the start, without a library that every page would load and few ever use.
import { type RefObject, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useAuth } from '@/lib/browser/use-auth'
import { paths } from '@/lib/config/paths'
import type { EndReason } from '@/lib/session/end-reason'
import { buttonVariants } from './ui/button-variants'

/** Opens the dialog over the page, veiled if need be, and leaves both as they were, the focus where it was. */
function useModal(reason: EndReason | null): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    if (!reason || !shown) return
    shown.showModal()
    document.documentElement.toggleAttribute('data-veiled', reason !== 'session_idle')
    return () => {
      // First: what is hidden takes no focus.
      document.documentElement.removeAttribute('data-veiled')
      shown.close()
    }
  }, [reason])
  return dialog
}

export function SessionEndedDialog() {
  const session = useAuth()
  const reason = session.status === 'ended' ? session.reason : null
  const [hasEnded, setHasEnded] = useState(false)
  const dialog = useModal(reason)
  const t = useTranslations('session-end')
  if (reason && !hasEnded) setHasEnded(true)

  // There is nothing to go back to but a page that nobody may act on.
  const stay = (event: SyntheticEvent) => event.preventDefault()
  return (
    <>
      <p role="status" className="sr-only">
        {hasEnded && session.status === 'signed-in' && t('resumed')}
      </p>
      <dialog
        ref={dialog}
        role="alertdialog"
        aria-labelledby="session-end-title"
        aria-describedby="session-end-text"
        onCancel={stay}
        onKeyDown={(event) => event.key === 'Escape' && stay(event)}
        className="session-end border-border bg-popover text-popover-foreground no-print m-auto w-[calc(100vw-2rem)] max-w-md rounded-xl border p-6 shadow-xl backdrop:bg-black/60"
      >
        {reason && <Content reason={reason} />}
      </dialog>
    </>
  )
}

function Content({ reason }: { reason: EndReason }) {
  const t = useTranslations('session-end')
  const here = window.location.pathname + window.location.search
  return (
    <div className="flex flex-col gap-4">
      <h2 id="session-end-title" className="text-xl font-semibold tracking-tight">
        {t('title')}
      </h2>
      <p id="session-end-text" className="text-muted-foreground">
        {t(`reasons.${reason}`)} {t('kept')} {reason !== 'session_idle' && t('hidden')}
      </p>
      <div className="flex flex-col gap-3">
        {/* Another window, which shares no opener with this one: the two talk as any two tabs do. */}
        <a
          href={paths.googleLogin(paths.signedIn)}
          target="_blank"
          rel="noopener"
          className={buttonVariants()}
        >
          {t('signIn')}
        </a>
        <a href={paths.login(here, reason)} className={buttonVariants({ variant: 'outline' })}>
          {t('signInHere')}
        </a>
      </div>
    </div>
  )
}
