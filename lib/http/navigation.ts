import { AppError } from '@/lib/errors'
import { isPrefetch } from './prefetch'

/**
 * Fetch Metadata tells a person's click from everything a page can cause; a client that sends none is no browser.
 * @param detail what begins with a navigation, for the caller to read
 * @throws {AppError} untrusted_caller
 */
export function requireNavigation(headers: Headers, detail: string): void {
  const mode = headers.get('sec-fetch-mode')
  const destination = headers.get('sec-fetch-dest')
  const isNavigation =
    (mode === null || mode === 'navigate') && (destination === null || destination === 'document')
  if (!isNavigation || isPrefetch(headers) || headers.has('next-router-prefetch'))
    throw new AppError('untrusted_caller', { detail })
}

/** A link on another site or host brought the person here, not one of our own pages or their own typing. */
export function comesFromElsewhere(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  return site === 'cross-site' || site === 'same-site'
}
