// Tells "the database is in trouble, try again" from "the statement is wrong".
import { AppError } from '@/lib/errors'

// PostgreSQL appendix A: connection exceptions, insufficient resources, operator intervention (which has both
// "shutting down" and "statement timeout"), system errors, and the conflicts that a retry resolves.
const transientSqlState = /^(?:08|53|57|58)|^(?:40001|40P01|25P03|25006|55P03)$/
const transientSystemCode =
  /^(?:ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
// Prisma: cannot reach (P1001), timed out (P1002, P1008), closed (P1017), no connection or transaction in time
// (P2024, P2028), write conflict (P2034).
const transientPrismaCode = /^(?:P1001|P1002|P1008|P1017|P2024|P2028|P2034|P2037)$/
// What `pg` says without a code.
const transientMessage =
  /timeout exceeded when trying to connect|Server has closed the connection|Query read timeout|Connection terminated|timeout expired|client has encountered a connection error|not queryable/i

// What Prisma's driver adapter calls it, in a plain object behind its own error.
const transientKind =
  /^(?:TransactionWriteConflict|TooManyConnections|DatabaseNotReachable|ConnectionClosed|SocketTimeout)$/
// How Prisma quotes a code that it has none of its own for (P2010, P2039).
const quotedSqlState = /\bCode: `(\w{5})`/

function isAdapterInTrouble(adapterError: unknown): boolean {
  const { cause } = (adapterError ?? {}) as { cause?: { kind?: unknown; originalCode?: unknown } }
  const { kind, originalCode } = cause ?? {}
  return transientKind.test(String(kind)) || transientSqlState.test(String(originalCode))
}

function isTransient(error: Error & { code?: unknown; originalCode?: unknown }): boolean {
  const codes = [error.code, error.originalCode].filter((code) => typeof code === 'string')
  return (
    codes.some(
      (code) =>
        transientSystemCode.test(code) ||
        transientPrismaCode.test(code) ||
        (code.length === 5 && transientSqlState.test(code)),
    ) ||
    transientMessage.test(error.message) ||
    transientSqlState.test(quotedSqlState.exec(error.message)?.[1] ?? '')
  )
}

/** True where the same request may succeed later: the answer is 503, never "logged out". */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (depth > 5 || typeof error !== 'object' || error === null) return false
  // Somebody has come to that conclusion already.
  if (error instanceof AppError) return error.code === 'service_unavailable'
  if (error instanceof Error && isTransient(error)) return true
  if (error instanceof AggregateError && error.errors.some((e) => isUnavailable(e, depth + 1)))
    return true
  const { cause, meta } = error as { cause?: unknown; meta?: { driverAdapterError?: unknown } }
  const adapterError = meta?.driverAdapterError
  if (isAdapterInTrouble(adapterError)) return true
  return isUnavailable(cause, depth + 1) || isUnavailable(adapterError, depth + 1)
}
