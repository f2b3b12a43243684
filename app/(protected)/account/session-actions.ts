'use server'
// What the session list's buttons do. A Server Action is an address that anybody can post to: each checks its caller and
// its user for itself (OWASP ASVS 5.0 §8.3.1), and takes nothing from the form but the id of a session.
import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { z } from 'zod'
import { toActor } from '@/lib/auth/acting-session'
import { requireActionUser } from '@/lib/auth/current-user'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log/logger'
import { type Actor, endOtherSessions, endOwnSession } from '@/lib/session/own-sessions'
import type { SessionOutcome } from './session-outcome'

const idSchema = z.uuid().toLowerCase()

async function endChosen(actor: Actor, form: FormData): Promise<SessionOutcome> {
  if (form.get('which') === 'others') {
    await endOtherSessions(actor)
    return 'others_ended'
  }
  const id = idSchema.safeParse(form.get('which'))
  if (!id.success) return 'not_found'
  await endOwnSession(actor, id.data)
  return 'ended'
}

function toOutcome(error: unknown): SessionOutcome {
  if (error instanceof AppError && error.code === 'not_found') return 'not_found'
  if (error instanceof AppError && error.code === 'invalid_token') return 'refused'
  log.error('session not ended', { error })
  return 'failed'
}

/** @param form `which`: the id of a session, or `others` */
export async function endSessionAction(
  _previous: SessionOutcome | null,
  form: FormData,
): Promise<SessionOutcome> {
  const user = await requireActionUser(paths.account)
  const outcome = await endChosen(toActor(user, await headers()), form).catch(toOutcome)
  revalidatePath(paths.account)
  return outcome
}
