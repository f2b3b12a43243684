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

/** `Chrome on Windows`, `Safari on iPhone`, `Firefox`, `Unknown device`. */
export function deviceInWords(dangerousUserAgent: string | null): string {
  const text = dangerousUserAgent?.slice(0, maxLength)
  if (!text) return unknown
  const { browser, os, platform } = bowser.parse(text)
  const browserName = known(browsers, browser.name)
  const place = known(appleDevices, platform.model) ?? known(systems, os.name)
  if (browserName && place) return `${browserName} on ${place}`
  return browserName ?? place ?? unknown
}
