import { expect, it } from 'vitest'
import { createTranslator } from 'use-intl/core'
import { localeTags } from '@/lib/i18n/languages'
import { messagesOf } from '@/lib/i18n/messages'
import { toDuration } from './duration'

it.each([
  ['en', 604_800, '7 days'],
  ['en', 86_400, '1 day'],
  ['en', 900, '15 minutes'],
  ['en', 90, '90 seconds'],
  ['en', 7_200, '2 hours'],
  ['en', 1, '1 second'],
  ['de', 604_800, '7 Tagen'],
  ['de', 60, '1 Minute'],
] as const)('in %s, %d seconds are %s', (language, seconds, words) => {
  const t = createTranslator({
    locale: localeTags[language],
    messages: messagesOf(language),
    namespace: 'account',
  })
  expect(t('duration', toDuration(seconds))).toBe(words)
})
