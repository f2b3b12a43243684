// Google tells where a user's picture is; the address is a claim like any other. Only https on Google's own picture
// host is ever put into a page, so that a forged claim can neither track visitors nor run script.
const pictureHost = 'lh3.googleusercontent.com'

/** The picture's address where it may be shown, else null: then the initials stand in. */
export function toShownPicture(dangerousUrl: string | null): string | null {
  if (!dangerousUrl || !URL.canParse(dangerousUrl)) return null
  const url = new URL(dangerousUrl)
  const isGoogles = url.protocol === 'https:' && url.host === pictureHost
  return isGoogles && !url.username && !url.password ? url.href : null
}

/** One or two letters for somebody without a picture. */
export function toInitials(name: string | null, email: string): string {
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean)
  const [first, last] = [words.at(0), words.length > 1 ? words.at(-1) : undefined]
  const letters = [first, last].map((word) => (word ? [...word][0] : '')).join('')
  return (letters || ([...email][0] ?? '?')).toLocaleUpperCase('en')
}
