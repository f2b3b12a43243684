// On which devices a user's sessions ran. Guarantees that nobody learns of another user's.
import 'server-only'
import { type Device, toDevice } from './device-in-words'
import { listUserAgents } from './session-store'

/**
 * By the session's id, as far as anything is known of them: of the given sessions those that are the user's, the ended ones
 * included as long as their rows are kept (docs/sessions.md).
 */
export async function findOwnDevices(
  userId: string,
  sessionIds: readonly string[],
): Promise<Map<string, Device>> {
  const rows = await listUserAgents(userId, sessionIds)
  const devices = rows.map(({ id, userAgent }) => [id, toDevice(userAgent)] as const)
  return new Map(devices.filter(([, { browser, place }]) => browser ?? place))
}
