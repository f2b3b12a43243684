/** A scope that the local Google knows, in the words of its consent page. */
export interface Scope {
  readonly name: string
  readonly words: string
  /** Identity scopes come with signing in; the others can be refused one by one. */
  readonly identity: boolean
}

const google = 'https://www.googleapis.com/auth/'

export const calendarScope = `${google}calendar.readonly`
export const calendarEventsScope = `${google}calendar.events.readonly`
export const driveScope = `${google}drive.metadata.readonly`
export const driveReadScope = `${google}drive.readonly`
export const contactsScope = `${google}contacts.readonly`
export const userinfoEmailScope = `${google}userinfo.email`
export const userinfoProfileScope = `${google}userinfo.profile`

const emailWords = 'See your primary Google Account email address'
const profileWords = 'See your name and profile picture'

export const scopes: readonly Scope[] = [
  { name: 'openid', words: 'Associate you with your personal info on Google', identity: true },
  { name: 'email', words: emailWords, identity: true },
  { name: 'profile', words: profileWords, identity: true },
  { name: userinfoEmailScope, words: emailWords, identity: true },
  { name: userinfoProfileScope, words: profileWords, identity: true },
  {
    name: calendarScope,
    words: 'See and download any calendar you can access using your Google Calendar',
    identity: false,
  },
  {
    name: calendarEventsScope,
    words: 'View events on all your calendars',
    identity: false,
  },
  {
    name: driveScope,
    words: 'See information about your Google Drive files',
    identity: false,
  },
  {
    name: driveReadScope,
    words: 'See and download all your Google Drive files',
    identity: false,
  },
  { name: contactsScope, words: 'See and download your contacts', identity: false },
]

const googleNames: Record<string, string> = {
  email: userinfoEmailScope,
  profile: userinfoProfileScope,
}

export function toScopeNames(scope: string | undefined): string[] {
  return [...new Set(scope?.split(' ').filter(Boolean))]
}

export function getScope(name: string): Scope | null {
  return scopes.find((scope) => scope.name === name) ?? null
}

/** Google's token answer names `email` and `profile` by their long names. */
export function toGoogleScope(scope: string): string {
  return toScopeNames(scope)
    .map((name) => googleNames[name] ?? name)
    .filter((name, index, all) => all.indexOf(name) === index)
    .join(' ')
}

/** Google's callback carries both the short and the long names. */
export function toCallbackScope(scope: string): string {
  return [...new Set([...toScopeNames(scope), ...toScopeNames(toGoogleScope(scope))])].join(' ')
}
