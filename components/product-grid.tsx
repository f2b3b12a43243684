import type { ProductDto } from '@/lib/product/product-dto'
import { ProductCard, ProductCardSkeleton } from './product-card'

type Props = {
  products: ProductDto[]
  skeletons: number
  onFavourite: (product: ProductDto) => void
}

export function ProductGrid({ products, skeletons, onFavourite }: Props) {
  return (
    <ul
      aria-busy={skeletons > 0}
      className="grid grid-cols-1 gap-5 min-[480px]:grid-cols-2 lg:grid-cols-3"
    >
      {products.map((product) => (
        <ProductCard key={product.id} product={product} onFavourite={onFavourite} />
      ))}
      {Array.from({ length: skeletons }, (_, index) => (
        <ProductCardSkeleton key={index} />
      ))}
    </ul>
  )
}
