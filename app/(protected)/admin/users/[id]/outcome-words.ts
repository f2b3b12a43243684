import 'server-only'
import { getTranslations } from '@/lib/i18n/translations'
import { type OutcomeWords, actOutcomes } from './act-outcome'

export async function outcomeWords(): Promise<OutcomeWords> {
  const t = await getTranslations('admin')
  const entries = actOutcomes.map((outcome) => [outcome, t(`outcomes.${outcome}`)])
  return Object.fromEntries(entries) as OutcomeWords
}
