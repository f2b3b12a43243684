import { ApiProblemError } from '@/lib/browser/read-problem'
import { SessionChangedError, SessionEndedError } from '@/lib/browser/session-errors'
import { Notice } from './notice'
import { buttonVariants } from './ui/button-variants'

type Props = { error: Error | null; isPaused: boolean; retry: () => void }

export function ProductsTrouble({ error, isPaused, retry }: Props) {
  if (isPaused) {
    return (
      <Notice tone="notice">
        <p>You are offline. You are not signed out; the list goes on once you are back.</p>
      </Notice>
    )
  }
  // The page is being left or loaded anew already.
  const isLeaving = error instanceof SessionEndedError || error instanceof SessionChangedError
  if (!error || isLeaving) return null
  const reference = error instanceof ApiProblemError ? error.requestId : null
  return (
    <div className="mt-6">
      <Notice tone="alarm" title="The products could not be loaded.">
        <p>You are not signed out. Please try again in a moment.</p>
        {reference && (
          <p className="text-muted-foreground mt-1 text-sm">
            Reference: <code className="break-all">{reference}</code>
          </p>
        )}
        <button
          type="button"
          className={`${buttonVariants({ variant: 'outline' })} mt-3`}
          onClick={retry}
        >
          Try again
        </button>
      </Notice>
    </div>
  )
}
