'use client'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { paths } from '@/lib/config/paths'
import type { ProductDto } from '@/lib/product/product-dto'
import { ShownUserField } from './shown-user-field'

type Props = {
  product: Pick<ProductDto, 'name' | 'slug' | 'favourite'>
  /** The page it stands on, where the form leads back to. */
  address: string
  onToggle: () => void
  className: string
  /** Whether there is a word beside the heart. */
  isLabelled?: boolean
}

function Heart({ isFilled }: { isFilled: boolean }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`size-6 ${isFilled ? 'text-highlight' : ''}`}
      aria-hidden="true"
    >
      <path
        d="M12 20.5S3.5 15.5 3.5 9.4A4.7 4.7 0 0 1 12 6.6a4.7 4.7 0 0 1 8.5 2.8c0 6.1-8.5 11.1-8.5 11.1Z"
        fill={isFilled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/**
 * A switch between two states: told by `aria-pressed` and by the filled shape, not by colour alone. A plain form; with
 * JavaScript the page stays where it is.
 */
export function FavouriteButton({ product, address, onToggle, className, isLabelled }: Props) {
  const t = useTranslations('products.favourite')
  const { name, slug, favourite } = product

  function toggle(event: FormEvent) {
    event.preventDefault()
    onToggle()
  }

  return (
    <form
      action={paths.productFavourite(slug)}
      method="post"
      onSubmit={toggle}
      className="no-print"
    >
      <input type="hidden" name="next" value={address} />
      <ShownUserField />
      <button
        name="favourite"
        value={String(!favourite)}
        aria-pressed={favourite}
        className={className}
      >
        <Heart isFilled={favourite} />
        {isLabelled && <span aria-hidden="true">{t('short')}</span>}
        <span className="sr-only">{t('label', { name })}</span>
      </button>
    </form>
  )
}
