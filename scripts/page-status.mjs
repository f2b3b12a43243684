// Lets a page that finds nothing to show answer 404 with its own words in it. Next has no way to do both: `notFound()`
// sets the status and sends an empty document, which a script has to fill (docs/decisions/0031-not-found-without-a-script.md).
import { AsyncLocalStorage } from 'node:async_hooks'

const underWay = new AsyncLocalStorage()

// lib/http/page-status.ts asks for it.
globalThis.gatehouseAnswerNotFound = () => {
  const current = underWay.getStore()
  if (!current || current.response.headersSent) return false
  // What the router asks for stays a 200, as with `notFound()`: any other status makes it load the whole page anew.
  if (!current.isForRouter) current.response.statusCode = 404
  return true
}

const acted = new WeakSet()

// lib/http/page-status.ts says so.
globalThis.gatehouseNoteAction = () => {
  const current = underWay.getStore()
  if (current) acted.add(current.response)
}

/** Whether a Server Action of ours has begun for this answer. */
export function hasActed(response) {
  return acted.has(response)
}

/** @param handle Next's request handler */
export function withPageStatus(handle) {
  return (request, response) => {
    // Noted before Next removes its own headers from the request.
    const isForRouter = 'rsc' in request.headers
    return underWay.run({ response, isForRouter }, () => handle(request, response))
  }
}
