// What becomes of an error that nobody caught: a line in the log that somebody is woken by, and the process goes on
// (OWASP ASVS 5.0 §16.5.4). A request that failed so has had its answer or loses its connection; the others are not its
// business, and no state of ours outlives a request but caches with a bound.
import { log } from './logger'

export const lastResort = {
  uncaughtException: (error: unknown) => log.error('uncaught exception', { error }),
  unhandledRejection: (error: unknown) => log.error('unhandled rejection', { error }),
} as const
