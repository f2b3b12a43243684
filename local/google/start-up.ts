import type { LocalGoogleOptions } from './local-google.ts'

type Environment = Readonly<Record<string, string | undefined>>

const required = [
  'LOCAL_GOOGLE_PORT',
  'LOCAL_GOOGLE_CLIENT_ID',
  'LOCAL_GOOGLE_CLIENT_SECRET',
  'LOCAL_GOOGLE_REDIRECT_URIS',
] as const

/** All that keeps the local Google from starting, in sentences. */
export function findFaults(env: Environment): string[] {
  const faults = required.filter((name) => !env[name]).map((name) => `${name} is not set`)
  const port = env.LOCAL_GOOGLE_PORT
  if (port && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    faults.push('LOCAL_GOOGLE_PORT is not a port number')
  }
  for (const uri of toRedirectUris(env)) {
    if (!URL.canParse(uri)) faults.push(`LOCAL_GOOGLE_REDIRECT_URIS: ${uri} is not a URL`)
  }
  if (env.NODE_ENV === 'production') {
    faults.push('NODE_ENV is production: the local Google is for development and tests only')
  }
  return faults
}

function toRedirectUris(env: Environment): string[] {
  return (env.LOCAL_GOOGLE_REDIRECT_URIS ?? '')
    .split(',')
    .map((uri) => uri.trim())
    .filter(Boolean)
}

export function toOptions(env: Environment): LocalGoogleOptions {
  return {
    port: Number(env.LOCAL_GOOGLE_PORT),
    client: {
      id: env.LOCAL_GOOGLE_CLIENT_ID ?? '',
      secret: env.LOCAL_GOOGLE_CLIENT_SECRET ?? '',
      redirectUris: toRedirectUris(env),
    },
    dataPath: env.LOCAL_GOOGLE_DATA || undefined,
  }
}
