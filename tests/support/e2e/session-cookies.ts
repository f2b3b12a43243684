import type { BrowserContext, Cookie } from '@playwright/test'

// Bare on http, with a prefix on https.
const accessCookie = /^(__Host-)?gatehouse-access$/
const sessionCookie = /^(__Host-)?gatehouse-session$/

export function isSessionCookie({ name }: Cookie): boolean {
  return accessCookie.test(name) || sessionCookie.test(name)
}

async function findCookie(context: BrowserContext, name: RegExp): Promise<string | undefined> {
  return (await context.cookies()).find((cookie) => name.test(cookie.name))?.value
}

export function accessTokenOf(context: BrowserContext) {
  return findCookie(context, accessCookie)
}

export function refreshTokenOf(context: BrowserContext) {
  return findCookie(context, sessionCookie)
}

export async function hasSession(context: BrowserContext): Promise<boolean> {
  return Boolean((await accessTokenOf(context)) ?? (await refreshTokenOf(context)))
}

/** What the browser itself does when the cookie's Max-Age, the token's lifetime, is over. */
export function expireAccessToken(context: BrowserContext): Promise<void> {
  return context.clearCookies({ name: accessCookie })
}
