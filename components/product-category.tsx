/** What is sold is described in English whatever the language of the page: a screen reader has to know (WCAG 3.1.2). */
export const catalogueLanguage = 'en'

export function ProductCategory({ children }: { children: string }) {
  return (
    <span
      lang={catalogueLanguage}
      className="bg-secondary text-secondary-foreground inline-block rounded-full px-2.5 py-0.5 text-sm font-medium"
    >
      {children}
    </span>
  )
}
