import 'server-only'
import { isUnavailable } from '@/lib/db/unavailable'
import { ProviderUnavailable } from '@/lib/google/provider-fetch'
import type { ConnectOutcome } from './connect-outcomes'

/** How asking for a Google permission ended that broke on the way. */
export function toConnectFailure(error: unknown): ConnectOutcome {
  if (error instanceof ProviderUnavailable) return 'provider_unavailable'
  return isUnavailable(error) ? 'service_unavailable' : 'failed'
}
