'use server'
// What the session list's buttons do. A Server Action is an address that anybody can post to: each checks its caller and
// its user for itself (OWASP ASVS 5.0 §8.3.1), takes nothing from the form but the id of a session, and does nothing where the
// page was made for another user.
import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { z } from 'zod'
import { toActor } from '@/lib/auth/acting-session'
import { type CurrentUser, requireActionUser } from '@/lib/auth/current-user'
import { isFormForShownUser } from '@/lib/auth/shown-user'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { toForm } from '@/lib/http/action-form'
import { clientAddress } from '@/lib/http/client-address'
import { requireWithinLimit } from '@/lib/limits/require-within-limit'
import { log } from '@/lib/log/logger'
import { endOtherSessions, endOwnSession } from '@/lib/session/own-sessions'
import type { SessionOutcome } from './session-outcome'

const idSchema = z.uuid().toLowerCase()

async function endChosen(user: CurrentUser, form: FormData): Promise<SessionOutcome> {
  if (!(await isFormForShownUser(form))) return 'changed'
  const requestHeaders = await headers()
  await requireWithinLimit('api', { user: user.id, address: clientAddress(requestHeaders) })
  const actor = toActor(user, requestHeaders)
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
  const isBusy = error instanceof AppError && error.code === 'too_many_requests'
  if (!isBusy) log.error('session not ended', { error })
  return 'failed'
}

/** @param dangerousForm `which`: the id of a session, or `others` */
export async function endSessionAction(
  _previous: SessionOutcome | null,
  dangerousForm: FormData,
): Promise<SessionOutcome> {
  const form = toForm(dangerousForm)
  const user = await requireActionUser(paths.account)
  const outcome = await endChosen(user, form).catch(toOutcome)
  revalidatePath(paths.account)
  return outcome
}
