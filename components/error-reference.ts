/** The digest that is in the server's log line of an error that a page met; null for an error of the page's own. */
export function toErrorReference(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}
