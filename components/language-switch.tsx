import { type Language, languageNames, languages } from '@/lib/i18n/languages'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'
import { ReturnField } from './return-field'
import { switchButtonClass, switchClass } from './switch-classes'

/** A plain form: the page comes back in the other language, with and without JavaScript. */
export async function LanguageSwitch({ language }: { language: Language }) {
  const t = await getTranslations('shell')
  return (
    <form action={paths.preferences} method="post">
      <ReturnField />
      <fieldset className={switchClass}>
        <legend className="sr-only">{t('language.label')}</legend>
        {languages.map((known) => (
          <button
            key={known}
            name="language"
            value={known}
            lang={known}
            aria-pressed={known === language}
            className={switchButtonClass}
          >
            {languageNames[known]}
          </button>
        ))}
      </fieldset>
    </form>
  )
}
