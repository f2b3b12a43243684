'use client'
import { useEffect, useRef } from 'react'
import type { ProductDto } from '@/lib/product/product-dto'
import { ProductCard, ProductCardSkeleton } from './product-card'

type Props = {
  products: ProductDto[]
  skeletons: number
  /** The page it stands on. */
  address: string
  /** From which product on somebody asked for more: the first of those takes the focus when it is there. */
  continuedFrom: number | null
  onFavourite: (product: ProductDto) => void
}

export function ProductGrid({ products, skeletons, address, continuedFrom, onFavourite }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const hasContinued = continuedFrom !== null && products.length > continuedFrom

  useEffect(() => {
    if (!hasContinued) return
    // The link that was pressed is behind the new products now, or gone.
    const first = list.current?.children[continuedFrom]
    first?.querySelector('a')?.focus({ preventScroll: true })
  }, [hasContinued, continuedFrom])

  return (
    <ul
      ref={list}
      aria-busy={skeletons > 0}
      className="grid grid-cols-1 gap-5 min-[560px]:grid-cols-2 lg:grid-cols-3"
    >
      {products.map((product) => (
        <ProductCard
          key={product.id}
          product={product}
          address={address}
          onFavourite={onFavourite}
        />
      ))}
      {Array.from({ length: skeletons }, (_, index) => (
        <ProductCardSkeleton key={index} />
      ))}
    </ul>
  )
}
