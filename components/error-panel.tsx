'use client'
import { paths } from '@/lib/config/paths'
import { toErrorReference } from './error-reference'

/** What a person reads when a page could not be shown: our sentence, never the error's. */
export function ErrorPanel({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = toErrorReference(error)
  return (
    <>
      <h1 className="text-3xl font-semibold tracking-tight">Something went wrong</h1>
      <p className="mt-4 max-w-prose">
        This page could not be shown. It does not sign you out, and trying again often helps.
      </p>
      {reference && (
        <p className="text-muted mt-2 text-sm">
          Reference: <code className="break-all">{reference}</code>
        </p>
      )}
      <div className="mt-6 flex flex-wrap gap-3">
        <button type="button" className="button button-primary" onClick={retry}>
          Try again
        </button>
        {/* A full load on purpose: after an error nothing of the page in memory is to be relied on. */}
        <a href={paths.home} className="button">
          To the start page
        </a>
      </div>
    </>
  )
}
