import type { BrowserContext, Request } from '@playwright/test'

/** Counts what the tabs of a browser ask for from now on. */
export function countRequests(context: BrowserContext, method: string, path: string) {
  const seen: Request[] = []
  context.on('request', (request) => {
    if (request.method() === method && new URL(request.url()).pathname === path) seen.push(request)
  })
  return {
    get count() {
      return seen.length
    },
  }
}

export function countRenewals(context: BrowserContext) {
  return countRequests(context, 'POST', '/auth/refresh')
}
