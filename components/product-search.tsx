'use client'
import { useCallback, useEffect, useRef, type FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { paths } from '@/lib/config/paths'
import { type ProductFilter, toProductFilter } from '@/lib/browser/product-filter'
import { catalogueLanguage } from './product-category'
import { buttonVariants } from './ui/button-variants'
import { fieldClass } from './ui/field-class'

const typingPauseMilliseconds = 300

type Props = {
  /** What is on display. */
  filter: ProductFilter
  categories: string[]
  onFilter: (filter: ProductFilter) => void
}

function readForm(form: HTMLFormElement): ProductFilter {
  const texts = [...new FormData(form)].map(([name, value]) => [name, String(value)])
  return toProductFilter(new URLSearchParams(texts))
}

/** What is being typed is the person's own, whatever the list shows meanwhile; everything else follows the address. */
function showInForm(form: HTMLFormElement, { q, category, favourite }: ProductFilter): void {
  const text = form.elements.namedItem('q') as HTMLInputElement
  if (text.value.trim() !== q && text !== document.activeElement) text.value = q
  const select = form.elements.namedItem('category') as HTMLSelectElement
  select.value = category
  const checkbox = form.elements.namedItem('favourite') as HTMLInputElement
  checkbox.checked = favourite
}

/** A plain GET form, whose fields keep what they hold themselves; with JavaScript it searches as one types. */
export function ProductSearch({ filter, categories, onFilter }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const isTakenOver = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const t = useTranslations('products.search')

  const apply = useCallback(() => {
    clearTimeout(timer.current)
    if (form.current) onFilter(readForm(form.current))
  }, [onFilter])

  useEffect(() => {
    if (isTakenOver.current) return showInForm(form.current!, filter)
    // What was typed or chosen before this script came counts, too. A moment later: Next's router, which follows the
    // address, begins to listen to it after the effects of what stands on the page.
    isTakenOver.current = true
    timer.current = setTimeout(apply)
  }, [filter, apply])
  useEffect(() => {
    return () => {
      clearTimeout(timer.current)
      // React may run the effects anew on the same page, in development always: what was typed early counts then, too.
      isTakenOver.current = false
    }
  }, [])

  function change({ target }: FormEvent) {
    clearTimeout(timer.current)
    const isTyping = (target as HTMLInputElement).type === 'search'
    if (isTyping) timer.current = setTimeout(apply, typingPauseMilliseconds)
    else apply()
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    apply()
  }

  return (
    <form
      ref={form}
      role="search"
      action={paths.products}
      method="get"
      autoComplete="off"
      onChange={change}
      onSubmit={submit}
      className="no-print mt-6 flex flex-wrap items-center gap-x-4 gap-y-3"
    >
      <div className="flex min-w-0 flex-[1_1_20rem] gap-2">
        <label htmlFor="q" className="sr-only">
          {t('label')}
        </label>
        <input
          id="q"
          name="q"
          type="search"
          maxLength={100}
          placeholder={t('label')}
          defaultValue={filter.q}
          className={fieldClass}
        />
        <button type="submit" className={buttonVariants({ variant: 'outline' })}>
          {t('submit')}
        </button>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <label htmlFor="category" className="sr-only">
          {t('category')}
        </label>
        <span className="w-56 max-w-full">
          <select
            id="category"
            name="category"
            defaultValue={filter.category}
            className={fieldClass}
          >
            <option value="">{t('allCategories')}</option>
            {/* What an old link names stays chosen, though nothing is sold under it any more. */}
            {filter.category && !categories.includes(filter.category) && (
              <option>{filter.category}</option>
            )}
            {categories.map((category) => (
              <option key={category} lang={catalogueLanguage}>
                {category}
              </option>
            ))}
          </select>
        </span>
        <label className="inline-flex min-h-11 cursor-pointer items-center gap-2 font-medium">
          <input
            type="checkbox"
            name="favourite"
            value="true"
            defaultChecked={filter.favourite}
            className="size-5"
          />
          {t('favouritesOnly')}
        </label>
      </div>
    </form>
  )
}
