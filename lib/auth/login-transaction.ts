// A login between its start and its callback: state, nonce and PKCE verifier, sealed into a cookie of its own, so that
// two tabs can sign in at once and nothing is written to the database until somebody comes back. The state's hash names
// the cookie; the callback works once (used-login-store.ts). docs/decisions/0009.
import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { openJson, sealJson } from '@/lib/config/sealed-json'
import { scopeNames } from '@/lib/google/scopes'
import { clearedLoginCookie, loginCookie, readLoginCookies } from './cookies'

export const loginTransactionSeconds = 15 * 60
// More would push the cookies over the 4 KB they share; the older tab gives way.
const maxOpen = 2
const maxSealedLength = 2_200

const transactionSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  next: z.string(),
  startedAt: z.number(),
  // Of another kind: it asks for one more permission and cannot sign anybody in (finish-connect.ts).
  connect: z
    .object({ userId: z.uuid(), sessionId: z.uuid(), scope: z.enum(scopeNames) })
    .optional(),
})

export type LoginTransaction = z.output<typeof transactionSchema>

export function stateHash(state: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(state).digest()
}

export function transactionId(state: string): string {
  return stateHash(state).toString('hex').slice(0, 16)
}

function contextOf(id: string): string {
  return `login:${id}`
}

async function open(id: string, value: string, now: Date): Promise<LoginTransaction | null> {
  const opened = transactionSchema.safeParse(
    await openJson('loginTransaction', contextOf(id), value),
  )
  if (!opened.success) return null
  const age = now.getTime() - opened.data.startedAt
  return age <= loginTransactionSeconds * 1_000 ? opened.data : null
}

/** Set-Cookie values that open the transaction and close the oldest ones beyond the limit. */
export async function openTransaction(
  headers: Headers,
  transaction: LoginTransaction,
  now: Date,
): Promise<string[]> {
  const others = await Promise.all(
    readLoginCookies(headers).map(async ({ id, value }) => {
      const startedAt = (await open(id, value, now))?.startedAt ?? 0
      return { id, startedAt, length: value.length }
    }),
  )
  const byAge = others.sort((a, b) => b.startedAt - a.startedAt)
  const id = transactionId(transaction.state)
  const sealed = await sealJson('loginTransaction', contextOf(id), transaction)
  const surplus = byAge.filter(
    ({ startedAt, length }, index) =>
      startedAt === 0 || index >= maxOpen - 1 || length + sealed.length > maxSealedLength,
  )
  return [...surplus.map((old) => clearedLoginCookie(old.id)), loginCookie(id, sealed)]
}

/** The transaction that a callback belongs to, or null where this browser did not start it, or too long ago. */
export async function findTransaction(
  headers: Headers,
  state: string,
  now: Date,
): Promise<LoginTransaction | null> {
  const id = transactionId(state)
  const cookie = readLoginCookies(headers).find((candidate) => candidate.id === id)
  const transaction = cookie ? await open(id, cookie.value, now) : null
  return transaction?.state === state ? transaction : null
}
