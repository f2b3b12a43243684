// The one door of the session lab, in which a person breaks sessions on purpose. Guarantees that it is there only where
// the local launcher said so, and the site and its Google are both on http on this machine; everywhere else it does not
// exist, whatever a request carries. Each function of lib/lab/ that does anything asks here for itself.
import 'server-only'
import { env, hasLocalAddresses } from '@/lib/config/env'
import { AppError } from '@/lib/errors'

export function hasLab(): boolean {
  const settings = env()
  // The second condition is one of boot, too; a lock is not left to another one.
  return settings.GATEHOUSE_LAB === '1' && hasLocalAddresses(settings)
}

/** @throws {AppError} not_found wherever there is no lab */
export function requireLab(): void {
  if (!hasLab()) throw new AppError('not_found')
}
