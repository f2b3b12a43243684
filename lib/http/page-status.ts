// A page cannot set its status in Next. `npm start` can (scripts/page-status.mjs); elsewhere nobody is there to ask.
import 'server-only'

const holder = globalThis as typeof globalThis & { gatehouseAnswerNotFound?: () => boolean }

/**
 * Gives the page that is being rendered the status 404. To be called before anything of it is sent: not below a Suspense.
 * @returns false where that cannot be done
 */
export function answerNotFound(): boolean {
  return holder.gatehouseAnswerNotFound?.() ?? false
}
