'use client'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { paths } from '@/lib/config/paths'
import type { Theme } from '@/lib/preferences/preferences'
import { ReturnField } from './return-field'
import { switchButtonClass, switchClass } from './switch-classes'

const choices = ['system', 'light', 'dark'] as const

function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

type Props = {
  theme: Theme
  /** Drawn by the server, so that no page loads the icons' code. */
  icons: Record<Theme, ReactNode>
}

/** A plain form; with JavaScript the page changes where it stands, and the server remembers for the next one. */
export function ThemeSwitch({ theme: initial, icons }: Props) {
  const [theme, setTheme] = useState(initial)
  const t = useTranslations('common.theme')

  function choose(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    const chosen = (submitter as HTMLButtonElement | null)?.value as Theme | undefined
    if (!chosen) return
    event.preventDefault()
    show(chosen)
    setTheme(chosen)
    const body = new URLSearchParams({ theme: chosen })
    // Not remembered when offline: the choice then lasts as long as this page.
    fetch(paths.preferences, { method: 'POST', body, keepalive: true }).catch(() => undefined)
  }

  return (
    <form action={paths.preferences} method="post" onSubmit={choose}>
      <ReturnField />
      <fieldset className={switchClass}>
        <legend className="sr-only">{t('label')}</legend>
        {choices.map((choice) => (
          <button
            key={choice}
            name="theme"
            value={choice}
            aria-pressed={choice === theme}
            className={switchButtonClass}
          >
            {icons[choice]}
            {t(choice)}
          </button>
        ))}
      </fieldset>
    </form>
  )
}
