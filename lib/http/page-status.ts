// A page cannot set its status in Next. `npm start` can (scripts/page-status.mjs); elsewhere nobody is there to ask.
import 'server-only'

const holder = globalThis as typeof globalThis & {
  gatehouseAnswerNotFound?: () => boolean
  gatehouseNoteAction?: () => void
}

/**
 * Gives the page that is being rendered the status 404. To be called before anything of it is sent: not below a Suspense.
 * @returns false where that cannot be done
 */
export function answerNotFound(): boolean {
  return holder.gatehouseAnswerNotFound?.() ?? false
}

/** That a Server Action has begun: what fails from now on is no fault of who posted to it. */
export function noteAction(): void {
  holder.gatehouseNoteAction?.()
}
