'use client'
import type { ReactNode } from 'react'
import { IntlProvider, useMessages } from 'use-intl'
import { type Language, localeTags } from '@/lib/i18n/languages'
import type { Messages } from '@/lib/i18n/messages'
import { shownTimeZone } from '@/lib/i18n/time-zone'

type Props = { language: Language; messages: Partial<Messages>; children: ReactNode }

function onError(error: Error): never {
  throw error
}

/** The words for the client components below. */
export function LanguageProvider({ language, messages, children }: Props) {
  return (
    <IntlProvider
      locale={localeTags[language]}
      messages={messages as Messages}
      timeZone={shownTimeZone}
      onError={onError}
    >
      {children}
    </IntlProvider>
  )
}

/** Adds areas to what the layout above has given already. */
export function MoreLanguage({ language, messages, children }: Props) {
  return (
    <LanguageProvider language={language} messages={{ ...useMessages(), ...messages }}>
      {children}
    </LanguageProvider>
  )
}
