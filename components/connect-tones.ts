import type { ConnectOutcome } from '@/lib/auth/connect-outcomes'

/**
 * How each way is told that asking for a Google permission, or giving one back, can end. The words are ours, in the
 * messages’ area "account"; never Google's.
 */
export const connectTones: Record<ConnectOutcome, 'notice' | 'alarm'> = {
  connected: 'notice',
  not_granted: 'notice',
  cancelled: 'notice',
  other_account: 'alarm',
  session_changed: 'alarm',
  provider_unavailable: 'alarm',
  service_unavailable: 'alarm',
  too_many_attempts: 'alarm',
  failed: 'alarm',
  disconnected: 'notice',
}
