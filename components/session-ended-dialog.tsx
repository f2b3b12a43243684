'use client'
// What a person meets on a protected page whose session has ended. Guarantees: the page and what was typed stay in memory
// and nobody acts on them: the dialog closes for the same user's sign-in alone. Unless the session merely ran out, what the
// page shows is hidden, not blurred: it may have been ended so that whoever sits here sees no more of it (docs/tabs.md).
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useAuth } from '@/lib/browser/use-auth'
import { paths } from '@/lib/config/paths'
import type { EndReason } from '@/lib/session/end-reason'
import { buttonVariants } from './ui/button-variants'
import { Dialog, DialogContent, DialogDescription, DialogTitle } from './ui/dialog'

function useVeil(isVeiled: boolean) {
  useEffect(() => {
    document.documentElement.toggleAttribute('data-veiled', isVeiled)
    return () => document.documentElement.removeAttribute('data-veiled')
  }, [isVeiled])
}

export function SessionEndedDialog() {
  const session = useAuth()
  const reason = session.status === 'ended' ? session.reason : null
  // What the dialog says while it closes.
  const [lastReason, setLastReason] = useState(reason)
  const t = useTranslations('session-end')
  if (reason && reason !== lastReason) setLastReason(reason)
  useVeil(reason !== null && reason !== 'session_idle')
  return (
    <>
      <p role="status" className="sr-only">
        {lastReason && session.status === 'signed-in' && t('resumed')}
      </p>
      {/* Controlled, and deaf to Escape: there is nothing to go back to but a page that nobody may act on. */}
      <Dialog open={reason !== null} disablePointerDismissal>
        {lastReason && <Content reason={lastReason} />}
      </Dialog>
    </>
  )
}

function Content({ reason }: { reason: EndReason }) {
  const t = useTranslations('session-end')
  const signIn = useRef<HTMLAnchorElement>(null)
  const here = window.location.pathname + window.location.search
  return (
    <DialogContent role="alertdialog" initialFocus={signIn} className="no-print">
      <DialogTitle>{t('title')}</DialogTitle>
      <DialogDescription>
        {t(`reasons.${reason}`)} {t('kept')} {reason !== 'session_idle' && t('hidden')}
      </DialogDescription>
      <div className="flex flex-col gap-3">
        {/* Another window, which shares no opener with this one: the two talk as any two tabs do. */}
        <a
          ref={signIn}
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
    </DialogContent>
  )
}
