'use server'
// What the buttons of a user's page do. A Server Action is an address that anybody can post to: each checks its caller and
// its user for itself (OWASP ASVS 5.0 §8.3.1), takes nothing from the form but ids and which of two things to do, and does
// nothing where the page was made for another administrator. Whoever is none finds nothing here: 404.
import { revalidatePath } from 'next/cache'
import { notFound, redirect, unstable_rethrow } from 'next/navigation'
import { z } from 'zod'
import type { AdminRefusal, Administrator } from '@/lib/admin/act-on-user'
import { blockUser, unblockUser } from '@/lib/admin/block-user'
import { endUserSession, endUserSessions } from '@/lib/admin/end-user-sessions'
import { requireActionAdmin } from '@/lib/admin/current-admin'
import { isFormForShownUser } from '@/lib/auth/shown-user'
import { paths } from '@/lib/config/paths'
import { AppError } from '@/lib/errors'
import { toForm } from '@/lib/http/action-form'
import { log } from '@/lib/log/logger'
import type { ActOutcome } from './act-outcome'

const idSchema = z.uuid().toLowerCase()

function toId(value: FormDataEntryValue | null): string | null {
  const id = idSchema.safeParse(value)
  return id.success ? id.data : null
}

type Act = (
  actor: Administrator,
  userId: string,
  which: FormDataEntryValue | null,
) => Promise<ActOutcome | AdminRefusal>

function toOutcome(error: unknown): ActOutcome {
  unstable_rethrow(error)
  if (error instanceof AppError && error.code === 'too_many_requests') return 'too_many'
  log.error('administrator’s act failed', { error })
  return 'failed'
}

async function actFor(dangerousForm: unknown, act: Act): Promise<ActOutcome> {
  const form = toForm(dangerousForm)
  const userId = toId(form.get('user'))
  const path = userId ? paths.adminUser(userId) : paths.admin
  const admin = await requireActionAdmin(path)
  if (!(await isFormForShownUser(form))) return 'changed'
  if (!userId) return 'unknown_user'
  const actor = { userId: admin.id, sessionId: admin.sessionId }
  const outcome = await act(actor, userId, form.get('which')).catch(toOutcome)
  if (outcome === 'not_admin') notFound()
  if (outcome === 'session_over') redirect(paths.login(path, 'session_revoked'))
  revalidatePath(path)
  return outcome
}

/** @param form `user`; `which`: `block` or `unblock` */
export async function blockUserAction(
  _previous: ActOutcome | null,
  form: FormData,
): Promise<ActOutcome> {
  return actFor(form, async (actor, userId, which) => {
    if (which === 'block') return blockUser(actor, userId)
    return which === 'unblock' ? unblockUser(actor, userId) : 'failed'
  })
}

/** @param form `user`; `which`: the id of a session, or `all` */
export async function endUserSessionAction(
  _previous: ActOutcome | null,
  form: FormData,
): Promise<ActOutcome> {
  return actFor(form, async (actor, userId, which) => {
    if (which === 'all') return endUserSessions(actor, userId)
    const sessionId = toId(which)
    return sessionId ? endUserSession(actor, userId, sessionId) : 'unknown_session'
  })
}
