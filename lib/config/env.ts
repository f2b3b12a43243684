// The only reader of process.env. Everything is checked at boot, every fault is reported at once by
// name with the way to fix it, and a weak AUTH_SECRET is a fault. Runs on Node and on the edge.
import { z } from 'zod'
import { faultOfSecret } from './secret-strength'

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null
}

/** Plain http on this machine: nothing that anybody else can reach is there. */
function isLoopback(url: URL | null): boolean {
  return url?.protocol === 'http:' && loopbackHosts.has(url.hostname)
}

function isSecureOrLoopback(url: URL): boolean {
  return url.protocol === 'https:' || isLoopback(url)
}

/** `https://host[:port]` exactly, or http on a loopback host; nothing behind it. */
const origin = z.string().transform((value, context) => {
  const url = parseUrl(value)
  if (!url || !isSecureOrLoopback(url) || url.origin !== value.replace(/\/$/, '')) {
    context.addIssue({
      code: 'custom',
      message: 'must be an origin such as https://shop.example.com (http only on a loopback host)',
    })
    return z.NEVER
  }
  return url.origin
})

/** An OIDC issuer: https (or http on a loopback host), no query, no fragment; kept to the letter. */
const issuer = z.string().refine((value) => {
  const url = parseUrl(value)
  return url !== null && isSecureOrLoopback(url) && !url.search && !url.hash && !url.username
}, 'must be an https URL without query or fragment (http only on a loopback host)')

const secret = z.string().superRefine((value, context) => {
  const fault = faultOfSecret(value)
  if (fault) context.addIssue({ code: 'custom', message: fault })
})

const postgresUrl = z.string().refine((value) => {
  const url = parseUrl(value)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
}, 'must look like postgresql://user:password@host:5432/database')

const redisUrl = z.string().refine((value) => {
  const url = parseUrl(value)
  return url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== ''
}, 'must look like redis://host:6379, or rediss:// for TLS')

/** Above zero, in decimals: `1e3` and `0x10` are more often a slip than a wish. */
const factor = z
  .string()
  .default('1')
  .refine((value) => /^\d{1,9}(\.\d{1,9})?$/.test(value) && +value > 0, 'must be a number above 0')
  .transform(Number)

function seconds(fallback: number, min: number, max: number) {
  const message = `must be a whole number of seconds from ${min} to ${max}`
  return z
    .string()
    .default(String(fallback))
    .refine((value) => /^\d{1,9}$/.test(value) && +value >= min && +value <= max, message)
    .transform(Number)
}

function commaSeparated<T extends z.ZodType<unknown, string>>(item: T) {
  return z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(item))
}

type Check = { value: unknown; issues: readonly { path?: PropertyKey[] }[] }

// A rule between variables is judged also where another variable is at fault: all faults are named at once.
function namesNoFaultOf(names: RegExp) {
  return ({ value, issues }: Check) =>
    typeof value === 'object' && !issues.some(({ path }) => names.test(String(path?.[0])))
}

const dayInSeconds = 86_400
const googleIssuer = 'https://accounts.google.com'

const schema = z
  .object({
    AUTH_URL: origin,
    AUTH_SECRET: secret,
    AUTH_SECRET_1: secret.optional(),
    AUTH_SECRET_2: secret.optional(),
    AUTH_SECRET_3: secret.optional(),
    AUTH_GOOGLE_ID: z.string().min(1).max(512),
    AUTH_GOOGLE_SECRET: z.string().min(1).max(512),
    AUTH_GOOGLE_ISSUER: issuer.default(googleIssuer),
    AUTH_GOOGLE_HD: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain such as example.com, in lower case')
      .optional(),
    DATABASE_URL: postgresUrl,
    REDIS_URL: redisUrl.optional(),
    GOOGLE_API_ORIGIN: origin.default('https://www.googleapis.com'),
    ALLOWED_ORIGINS: commaSeparated(origin),
    TRUSTED_PROXY_HOPS: z
      .string()
      .default('0')
      .refine((value) => /^\d$/.test(value), 'must be a whole number from 0 to 9')
      .transform(Number),
    ACCESS_TOKEN_SECONDS: seconds(900, 1, 3_600),
    SESSION_IDLE_SECONDS: seconds(604_800, 1, 365 * dayInSeconds),
    SESSION_ABSOLUTE_SECONDS: seconds(2_592_000, 1, 365 * dayInSeconds),
    REFRESH_GRACE_SECONDS: seconds(30, 1, 60),
    RATE_LIMIT_FACTOR: factor,
    ADMIN_EMAILS: commaSeparated(z.email('must be an e-mail address')),
    // Read by scripts/start.mjs; its default is there too.
    DRAIN_SECONDS: seconds(5, 0, 300),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    // Set by `npm start` itself: where this process answers, for the middleware's own refresh call.
    INTERNAL_ORIGIN: origin.optional(),
    // Set by `npm run demo` and `npm run dev` themselves, beside the local Google: opens the session lab.
    GATEHOUSE_LAB: z.literal('1', 'is set by npm run demo and npm run dev alone').optional(),
  })
  .refine((value) => value.SESSION_IDLE_SECONDS <= value.SESSION_ABSOLUTE_SECONDS, {
    path: ['SESSION_IDLE_SECONDS'],
    message: 'must not be longer than SESSION_ABSOLUTE_SECONDS',
    when: namesNoFaultOf(/^SESSION_/),
  })
  // Within the grace nothing moves the idle limit along: somebody who is there all the time would be signed out.
  .refine((value) => value.SESSION_IDLE_SECONDS >= 2 * value.REFRESH_GRACE_SECONDS, {
    path: ['SESSION_IDLE_SECONDS'],
    message: 'must be at least twice REFRESH_GRACE_SECONDS',
    when: namesNoFaultOf(/^(SESSION_|REFRESH_GRACE_)/),
  })

  // The lab lets a person break sessions on purpose (docs/session-lab.md): never where anybody else could.
  .refine((value) => !value.GATEHOUSE_LAB || hasLocalAddresses(value), {
    path: ['GATEHOUSE_LAB'],
    message: 'is for a site and a Google on http://localhost only: take it away',
    when: namesNoFaultOf(/^(GATEHOUSE_LAB|AUTH_URL|AUTH_GOOGLE_ISSUER)/),
  })

/** Both the site and its Google are on this machine, as only the local launchers set them up. */
export function hasLocalAddresses(value: {
  AUTH_URL: string
  AUTH_GOOGLE_ISSUER: string
}): boolean {
  return isLoopback(parseUrl(value.AUTH_URL)) && isLoopback(parseUrl(value.AUTH_GOOGLE_ISSUER))
}

export type Env = z.output<typeof schema>

export type EnvFault = { name: string; message: string; value: 'missing' | 'refused' }

/** Lists every fault of the environment; never quotes a value, since half of them are secrets. */
export class EnvError extends Error {
  readonly faults: readonly EnvFault[]

  constructor(faults: readonly EnvFault[]) {
    const width = Math.max(...faults.map((fault) => fault.name.length))
    const rows = faults.map(
      (fault) => `  ${fault.name.padEnd(width)}  ${fault.value.padEnd(7)}  ${fault.message}`,
    )
    super(`The environment has ${faults.length} fault(s):\n${rows.join('\n')}`)
    this.name = 'EnvError'
    this.faults = faults
  }
}

const fixes: Partial<Record<string, string>> = {
  AUTH_URL: 'set the public origin of this site, e.g. https://shop.example.com',
  AUTH_SECRET: 'generate one with: openssl rand -base64 33',
  AUTH_GOOGLE_ID: 'the client id from the Google Cloud console (README, "Real Google")',
  AUTH_GOOGLE_SECRET: 'the client secret from the Google Cloud console (README, "Real Google")',
  DATABASE_URL: 'set it to postgresql://user:password@host:5432/database',
}

/** Which entry of a comma-separated list is meant, counted from one; never the entry itself. */
function withPosition({ path, message }: z.core.$ZodIssue): string {
  return typeof path[1] === 'number' ? `entry ${path[1] + 1} ${message}` : message
}

/**
 * @param source variable names to values; an empty string counts as absent
 * @throws {EnvError} with all faults at once
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value))
  const result = schema.safeParse(present)
  if (result.success) return result.data
  throw new EnvError(
    result.error.issues.map((issue) => {
      const name = String(issue.path[0])
      if (present[name] !== undefined)
        return { name, message: withPosition(issue), value: 'refused' }
      return { name, message: fixes[name] ?? issue.message, value: 'missing' }
    }),
  )
}

/** `next dev`: the page policy must let hot reload work. */
export const isDevelopment = process.env.NODE_ENV === 'development'

let parsed: Env | undefined

/** The environment of this process, read and checked once. */
export function env(): Env {
  // Named one by one because the edge bundler replaces `process.env.NAME`, not the whole object.
  return (parsed ??= parseEnv({
    AUTH_URL: process.env.AUTH_URL,
    AUTH_SECRET: process.env.AUTH_SECRET,
    AUTH_SECRET_1: process.env.AUTH_SECRET_1,
    AUTH_SECRET_2: process.env.AUTH_SECRET_2,
    AUTH_SECRET_3: process.env.AUTH_SECRET_3,
    AUTH_GOOGLE_ID: process.env.AUTH_GOOGLE_ID,
    AUTH_GOOGLE_SECRET: process.env.AUTH_GOOGLE_SECRET,
    AUTH_GOOGLE_ISSUER: process.env.AUTH_GOOGLE_ISSUER,
    AUTH_GOOGLE_HD: process.env.AUTH_GOOGLE_HD,
    DATABASE_URL: process.env.DATABASE_URL,
    REDIS_URL: process.env.REDIS_URL,
    GOOGLE_API_ORIGIN: process.env.GOOGLE_API_ORIGIN,
    ALLOWED_ORIGINS: process.env.ALLOWED_ORIGINS,
    TRUSTED_PROXY_HOPS: process.env.TRUSTED_PROXY_HOPS,
    ACCESS_TOKEN_SECONDS: process.env.ACCESS_TOKEN_SECONDS,
    SESSION_IDLE_SECONDS: process.env.SESSION_IDLE_SECONDS,
    SESSION_ABSOLUTE_SECONDS: process.env.SESSION_ABSOLUTE_SECONDS,
    REFRESH_GRACE_SECONDS: process.env.REFRESH_GRACE_SECONDS,
    RATE_LIMIT_FACTOR: process.env.RATE_LIMIT_FACTOR,
    ADMIN_EMAILS: process.env.ADMIN_EMAILS,
    DRAIN_SECONDS: process.env.DRAIN_SECONDS,
    LOG_LEVEL: process.env.LOG_LEVEL,
    INTERNAL_ORIGIN: process.env.INTERNAL_ORIGIN,
    GATEHOUSE_LAB: process.env.GATEHOUSE_LAB,
  }))
}
