import type { ProductDto } from '@/lib/product/product-dto'
import { buttonVariants } from './ui/button-variants'

type Props = { product: ProductDto; onToggle: () => void }

/** A switch between two states: told by `aria-pressed` and by the filled shape, not by colour alone. */
export function FavouriteButton({ product: { name, favourite }, onToggle }: Props) {
  return (
    <button
      type="button"
      aria-pressed={favourite}
      onClick={onToggle}
      className={`${buttonVariants({ variant: 'outline' })} no-print needs-script size-11 shrink-0 p-0`}
    >
      <span className="sr-only">Favourite: {name}</span>
      <svg viewBox="0 0 24 24" className="size-6" aria-hidden="true">
        <path
          d="M12 20.5S3.5 15.5 3.5 9.4A4.7 4.7 0 0 1 12 6.6a4.7 4.7 0 0 1 8.5 2.8c0 6.1-8.5 11.1-8.5 11.1Z"
          fill={favourite ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  )
}
