// The words and formats of the page being rendered.
import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import { createFormatter, createTranslator } from 'use-intl/core'
import { languageOf } from '@/lib/preferences/preferences'
import { type Language, localeTags } from './languages'
import { type Area, messagesOf } from './messages'
import { shownTimeZone } from './time-zone'

export const getLanguage = cache(async (): Promise<Language> => languageOf(await headers()))

/** A missing or broken message is a defect of ours: it fails the render in a test instead of showing its key. */
function onError(error: Error): never {
  throw error
}

function translatorOf<A extends Area>(language: Language, area: A) {
  return createTranslator({
    locale: localeTags[language],
    messages: messagesOf(language),
    namespace: area,
    timeZone: shownTimeZone,
    onError,
  })
}

export async function getTranslations<A extends Area>(area: A) {
  return translatorOf(await getLanguage(), area)
}

export async function getFormatter() {
  const locale = localeTags[await getLanguage()]
  return createFormatter({ locale, timeZone: shownTimeZone, onError })
}
