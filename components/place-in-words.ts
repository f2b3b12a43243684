import { getTranslations } from '@/lib/i18n/translations'
import { toNetworkPlace } from './network-place'

/** `network 203.0.113.0` or `this computer`, in the page's language; null where nobody knows. */
export async function placeInWords(truncatedAddress: string | null): Promise<string | null> {
  const t = await getTranslations('account')
  const place = toNetworkPlace(truncatedAddress)
  if (!place) return null
  return place.kind === 'network' ? t('sessions.network', place) : t('sessions.thisComputer')
}
