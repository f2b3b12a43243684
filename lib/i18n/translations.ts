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

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = known.get(key) ?? create()
  known.set(key, value)
  return value
}

export async function getTranslations<A extends Area>(area: A): Promise<Translator<A>> {
  const language = await getLanguage()
  const create = () => translatorOf(language, area)
  return remembered(translators, `${language}/${area}`, create) as Translator<A>
}

export async function getFormatter() {
  const language = await getLanguage()
  return remembered(formatters, language, () =>
    createFormatter({ locale: localeTags[language], timeZone: shownTimeZone, onError }),
  )
}
