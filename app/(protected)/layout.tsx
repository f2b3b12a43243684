import type { ReactNode } from 'react'
import { MoreLanguage } from '@/components/language-provider'
import { SessionEndedDialog } from '@/components/session-ended-dialog'
import { ProtectedArea } from '@/lib/browser/protected-area'
import { clientMessagesOf } from '@/lib/i18n/messages'
import { getLanguage } from '@/lib/i18n/translations'

// No guard: a layout is not rendered again on a client-side navigation. Each page checks for itself.
export default async function ProtectedLayout({ children }: { children: ReactNode }) {
  const language = await getLanguage()
  return (
    <MoreLanguage language={language} messages={clientMessagesOf(language, true)}>
      <ProtectedArea>
        {children}
        <SessionEndedDialog />
      </ProtectedArea>
    </MoreLanguage>
  )
}
