/** What the site may ask Google for beyond who somebody is, by our own names. */
export const googleScopes = {
  calendar: {
    scope: 'https://www.googleapis.com/auth/calendar.readonly',
    title: 'Your calendar',
  },
  drive: {
    scope: 'https://www.googleapis.com/auth/drive.metadata.readonly',
    title: 'The names of your Drive files',
  },
  contacts: {
    scope: 'https://www.googleapis.com/auth/contacts.readonly',
    title: 'Your contacts',
  },
} as const

export type ScopeName = keyof typeof googleScopes

export const scopeNames = Object.keys(googleScopes) as ScopeName[]

export function toScopeName(value: string | null): ScopeName | null {
  return scopeNames.find((name) => name === value) ?? null
}

/** What a sign-in asks for, and every further consent with it: without `openid` there is no ID token to check. */
export const identityScope = 'openid email profile'

// Google asks for the short names and answers with the long ones.
const longNames: Readonly<Record<string, string>> = {
  email: 'https://www.googleapis.com/auth/userinfo.email',
  profile: 'https://www.googleapis.com/auth/userinfo.profile',
}

/**
 * The scopes of a token answer, each once, under Google's long names.
 * @param answered the answer's `scope`; absent where it is what was asked for (RFC 6749 §5.1)
 */
export function toGrantedScopes(answered: string | undefined, requested: string): string[] {
  const names = (answered ?? requested).split(' ').filter(Boolean)
  return [...new Set(names.map((name) => longNames[name] ?? name))].sort()
}

export function hasScope(grantedScopes: readonly string[], name: ScopeName): boolean {
  return grantedScopes.includes(googleScopes[name].scope)
}
