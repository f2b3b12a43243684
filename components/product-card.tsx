import type { ProductDto } from '@/lib/product/product-dto'
import { FavouriteButton } from './favourite-button'
import { ProductArt } from './product-art'

// One locale for server and browser, so that both render the same text.
const price = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' })

type Props = { product: ProductDto; onFavourite: (product: ProductDto) => void }

export function ProductCard({ product, onFavourite }: Props) {
  return (
    <li className="card flex flex-col overflow-hidden">
      <ProductArt seed={product.art_seed} category={product.category} />
      <div className="flex flex-1 flex-col p-4">
        <p className="text-muted-foreground text-sm">{product.category}</p>
        <h2 className="font-semibold">{product.name}</h2>
        <p className="text-muted-foreground mt-1 line-clamp-3 min-h-[4.5rem] text-base">
          {product.description}
        </p>
        <div className="mt-auto flex min-h-14 items-end justify-between pt-3">
          <p className="font-semibold tabular-nums">{price.format(product.price_cents / 100)}</p>
          <FavouriteButton product={product} onToggle={() => onFavourite(product)} />
        </div>
      </div>
    </li>
  )
}

/** Takes exactly a card's room, so that nothing moves when the card arrives. */
export function ProductCardSkeleton() {
  return (
    <li className="card overflow-hidden motion-safe:animate-pulse" aria-hidden="true">
      <div className="bg-muted aspect-4/3 w-full" />
      <div className="p-4">
        <p className="text-sm">
          <span className="bg-muted inline-block h-3 w-20 rounded" />
        </p>
        <p>
          <span className="bg-muted inline-block h-4 w-36 rounded" />
        </p>
        <p className="mt-1 min-h-[4.5rem]">
          <span className="bg-muted inline-block h-3 w-full rounded" />
          <span className="bg-muted inline-block h-3 w-4/5 rounded" />
        </p>
        <p className="flex min-h-14 items-end pt-3">
          <span className="bg-muted inline-block h-4 w-14 rounded" />
        </p>
      </div>
    </li>
  )
}
