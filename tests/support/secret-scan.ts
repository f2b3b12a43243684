// Whatever the tests make the site do, no token of Google's may come out of it: not in an answer (send.ts looks at each)
// and not in a log (start-stack.ts looks at all of them in the end).
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** What every access and refresh token of Google's begins with, and those of the local and the fake Google. */
const googleToken = /ya29\.[\w-]{4}|(?<![\w/:.])1\/\/[\w-]{4}/

export function hasGoogleToken(text: string): boolean {
  return googleToken.test(text)
}

// The local Google's own: it may know its tokens.
const exempt = /^google(-[\w-]+)?\.log$/

/** Every line of a log with a token in it, as `file:line`; never the token. */
export function findLeaks(logFolder: string): string[] {
  const files = readdirSync(logFolder).filter((name) => name.endsWith('.log'))
  return files
    .filter((name) => !exempt.test(name))
    .flatMap((name) =>
      readFileSync(path.join(logFolder, name), 'utf8')
        .split('\n')
        .flatMap((line, at) => (hasGoogleToken(line) ? [`${name}:${at + 1}`] : [])),
    )
}
