'use client'
import { useTranslations } from 'use-intl'
import type { LabEntry } from './lab-entries'

function useWords() {
  const t = useTranslations('labLog')
  return function toWords(entry: LabEntry): string {
    switch (entry.kind) {
      case 'step':
        return t(`steps.${entry.step}`)
      case 'tab':
        return t(`tabs.${entry.type}`)
      case 'renewal':
        return t(`renewal.${entry.outcome}`)
      case 'request':
        return `${entry.method} ${entry.path} → ${entry.status}`
      case 'requests':
        return t('requests', { count: String(entry.count), statuses: entry.statuses })
      case 'refused':
        return t('refused', { status: String(entry.status) })
    }
  }
}

export function LabLog({ entries }: { entries: LabEntry[] }) {
  const t = useTranslations('labLog')
  const toWords = useWords()
  return (
    <div
      role="log"
      aria-label={t('heading')}
      // Focusable, so that it can be scrolled by keyboard.
      tabIndex={0}
      className="bg-muted mt-6 max-h-112 min-h-40 overflow-y-auto rounded-lg px-4 py-3"
    >
      {entries.length === 0 && <p className="text-muted-foreground needs-script">{t('empty')}</p>}
      <noscript>
        <p>{t('needsScript')}</p>
      </noscript>
      <ol className="space-y-1.5">
        {entries.map((entry) => (
          <li key={entry.id} className="flex gap-3">
            <time
              dateTime={entry.at.toISOString()}
              className="text-muted-foreground shrink-0 text-sm tabular-nums"
            >
              {entry.at.toISOString().slice(14, 23)}
            </time>
            <span className="min-w-0 break-words">{toWords(entry)}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
