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

type Translator<A extends Area> = ReturnType<typeof translatorOf<A>>

// For all requests: they know a language and nothing of who asks, and making one costs more than a page of its words.
const translators = new Map<string, unknown>()
const formatters = new Map<Language, ReturnType<typeof createFormatter>>()

export async function getTranslations<A extends Area>(area: A): Promise<Translator<A>> {
  const language = await getLanguage()
  const key = `${language}/${area}`
  const known = translators.get(key) ?? translatorOf(language, area)
  translators.set(key, known)
  return known as Translator<A>
}

export async function getFormatter() {
  const language = await getLanguage()
  const locale = localeTags[language]
  const known =
    formatters.get(language) ?? createFormatter({ locale, timeZone: shownTimeZone, onError })
  formatters.set(language, known)
  return known
}
