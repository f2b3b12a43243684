import { getTranslations } from '@/lib/i18n/translations'
import type { Device } from '@/lib/session/device-in-words'

/** `Chrome on Windows`, `Safari on iPhone`, `Unknown device`, in the page's language. */
export async function deviceWords({ browser, place }: Device): Promise<string> {
  const t = await getTranslations('account')
  return t('sessions.device', { browser: browser ?? 'unknown', place: place ?? 'unknown' })
}
