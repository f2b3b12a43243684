import { getTranslations } from '@/lib/i18n/translations'

type Props = { sections: readonly { id: string; heading: string }[] }

/** The way to a section; only where there is room beside them. */
export async function PageNav({ sections }: Props) {
  const t = await getTranslations('account')
  return (
    <nav aria-label={t('onThisPage')} className="no-print sticky top-6 hidden self-start lg:block">
      <p className="text-muted-foreground text-sm font-medium">{t('onThisPage')}</p>
      <ul className="border-border mt-2 border-l">
        {sections.map(({ id, heading }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="hover:border-primary -ml-px flex min-h-9 items-center border-l-2 border-transparent pl-3 hover:underline"
            >
              {heading}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
