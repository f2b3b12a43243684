// Names the refused account on the login page without putting an address into a URL, a log or anybody else's words on
// our page: the hint is sealed by us and lives five minutes.
import 'server-only'
import { z } from 'zod'
import { openJson, sealJson } from '@/lib/config/sealed-json'

const context = 'login account'
const lifetimeMs = 5 * 60_000
const maxLength = 2_048
const hintSchema = z.object({ email: z.string(), until: z.number() })

export function sealAccountHint(email: string, now: Date): Promise<string> {
  return sealJson('accountHint', context, { email, until: now.getTime() + lifetimeMs })
}

/** The e-mail address, or null where the hint is missing, altered or old. */
export async function openAccountHint(
  sealed: string | undefined,
  now = new Date(),
): Promise<string | null> {
  if (!sealed || sealed.length > maxLength) return null
  const hint = hintSchema.safeParse(await openJson('accountHint', context, sealed))
  return hint.success && hint.data.until > now.getTime() ? hint.data.email : null
}
