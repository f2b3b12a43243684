// One JSON line an event, on standard output. Guarantees that what an error carries along (causes, query texts,
// headers) is reduced to names and messages, and that anything shaped like a token is cut out of them.
import { env } from '@/lib/config/env'

const levels = ['debug', 'info', 'warn', 'error'] as const
type Level = (typeof levels)[number]
export type LogFields = Record<string, unknown>

// JWS and JWE, Google's access and refresh tokens, our refresh tokens, and the query parameters of the code flow.
const tokenShapes =
  /eyJ[\w-]+\.[\w.-]+|ya29\.[\w.-]+|1\/\/[\w-]{10,}|[\w-]{80,}|\b(?:code|state|nonce|code_verifier)=[^&\s"]+/g

/** The text without anything that looks like a token. */
export function redact(text: string): string {
  return text.replace(tokenShapes, '[redacted]')
}

// Auth.js wraps what went wrong as `{ err }`, beside things that are nobody's business.
function causeOf({ cause }: Error): unknown {
  const { err } = (cause ?? {}) as { err?: unknown }
  return err instanceof Error ? err : cause
}

function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return redact(String(error))
  const code = 'code' in error ? { code: String(error.code) } : {}
  const inner = causeOf(error)
  const cause = inner && depth < 3 ? { cause: describeError(inner, depth + 1) } : {}
  const stack = depth === 0 && error.stack ? { stack: redact(error.stack) } : {}
  return { name: error.name, message: redact(error.message), ...code, ...stack, ...cause }
}

function write(level: Level, message: string, fields: LogFields): void {
  const threshold = env().LOG_LEVEL
  if (threshold === 'silent' || levels.indexOf(level) < levels.indexOf(threshold)) return
  const plain = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      return [name, name === 'error' ? describeError(value) : value]
    }),
  )
  const line = JSON.stringify(
    { time: new Date().toISOString(), level, message, ...plain },
    (_, value: unknown) => (typeof value === 'string' ? redact(value) : value),
  )
  process.stdout.write(`${line}\n`)
}

export const log = {
  debug: (message: string, fields: LogFields = {}) => write('debug', message, fields),
  info: (message: string, fields: LogFields = {}) => write('info', message, fields),
  warn: (message: string, fields: LogFields = {}) => write('warn', message, fields),
  error: (message: string, fields: LogFields = {}) => write('error', message, fields),
}
