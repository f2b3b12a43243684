import type { ReactNode } from 'react'
import { MoreLanguage } from '@/components/language-provider'
import { someMessagesOf } from '@/lib/i18n/messages'
import { getLanguage } from '@/lib/i18n/translations'

// No guard: a layout is not rendered again on a client-side navigation. Each page checks for itself.
export default async function ProductsLayout({ children }: { children: ReactNode }) {
  const language = await getLanguage()
  return (
    <MoreLanguage language={language} messages={someMessagesOf(language, ['note', 'products'])}>
      {children}
    </MoreLanguage>
  )
}
