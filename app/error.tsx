'use client'
import { useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { ErrorPanel } from '@/components/error-panel'
import { toErrorReference } from '@/components/error-reference'
import { PageMain } from '@/components/page-main'

/** Where the router was on its way to a page, or the page failed in the browser; for the others see (public)/fault. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  useTitle(`${useTranslations('trouble')('error.title')} · Gatehouse`)
  return (
    <PageMain>
      <ErrorPanel reference={toErrorReference(error)} retry={retry} />
    </PageMain>
  )
}

// The page that failed has a title of its own, which may arrive later than this and stands before what is rendered here.
function useTitle(title: string): void {
  useEffect(() => {
    let others = document.title
    const keep = () => {
      if (document.title === title) return
      others = document.title
      document.title = title
    }
    keep()
    const observer = new MutationObserver(keep)
    observer.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => {
      observer.disconnect()
      if (document.title === title) document.title = others
    }
  }, [title])
}
