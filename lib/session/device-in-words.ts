// Says on what a session runs, from what the browser called itself at the sign-in. Guarantees that none of those words
// come from outside: only names on bowser's own lists are repeated, never a part of the text that was sent.
import bowser from 'bowser'

const unknown = 'Unknown device'
// A sign-in keeps no more than this (lib/auth/finish-login.ts); rows from elsewhere are no reason to parse for long.
const maxLength = 512

// bowser takes the name of a browser it does not know from the text itself; such a name is on none of its lists.
const browsers = new Set(Object.values(bowser.BROWSER_MAP))
const systems = new Set(Object.values(bowser.OS_MAP))
const appleDevices = new Set(['iPhone', 'iPad'])

function known(names: ReadonlySet<string>, name: string | undefined): string | null {
  return name !== undefined && names.has(name) ? name : null
}

/** What a session runs on, as far as its names are known; a page puts it in words, with the sign of its kind. */
export type Device = {
  browser: string | null
  /** An operating system, or which of Apple's devices. */
  place: string | null
  kind: 'phone' | 'tablet' | 'computer' | 'unknown'
}

const kinds = new Map<string | undefined, Device['kind']>([
  ['mobile', 'phone'],
  ['tablet', 'tablet'],
  ['desktop', 'computer'],
])

export function toDevice(dangerousUserAgent: string | null): Device {
  const text = dangerousUserAgent?.slice(0, maxLength)
  if (!text) return { browser: null, place: null, kind: 'unknown' }
  const { browser, os, platform } = bowser.parse(text)
  return {
    browser: known(browsers, browser.name),
    place: known(appleDevices, platform.model) ?? known(systems, os.name),
    kind: kinds.get(platform.type) ?? 'unknown',
  }
}

/** `Chrome on Windows`, `Safari on iPhone`, `Firefox`, `Unknown device`: the API's words. */
export function deviceInWords(dangerousUserAgent: string | null): string {
  const { browser, place } = toDevice(dangerousUserAgent)
  if (browser && place) return `${browser} on ${place}`
  return browser ?? place ?? unknown
}
