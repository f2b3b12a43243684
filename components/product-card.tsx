'use client'
import Link from 'next/link'
import { useLocale } from 'use-intl'
import { paths } from '@/lib/config/paths'
import type { ProductDto } from '@/lib/product/product-dto'
import { FavouriteButton } from './favourite-button'
import { LinkPending } from './link-pending'
import { ProductArt } from './product-art'
import { catalogueLanguage, ProductCategory } from './product-category'
import { priceInWords } from './product-price'

type Props = {
  product: ProductDto
  /** The page it stands on. */
  address: string
  onFavourite: (product: ProductDto) => void
}

/** The whole card is the link to the product, and shows the link's focus; the heart lies above it. */
export function ProductCard({ product, address, onFavourite }: Props) {
  const { slug, name, description, category, price_cents, art_seed } = product
  return (
    <li
      id={`product-${slug}`}
      className="group card shadow-card hover:border-input has-[a:focus-visible]:outline-ring relative flex scroll-mt-4 break-inside-avoid flex-col overflow-hidden outline-offset-2 transition-colors has-[a:focus-visible]:outline-3"
    >
      <div className="overflow-hidden">
        <div className="transition-transform duration-300 group-hover:scale-[1.03]">
          <ProductArt seed={art_seed} category={category} />
        </div>
      </div>
      <div className="flex flex-1 flex-col p-4">
        <p>
          <ProductCategory>{category}</ProductCategory>
        </p>
        <h2 lang={catalogueLanguage} className="mt-2 text-lg leading-snug font-semibold">
          <Link
            href={paths.product(slug)}
            prefetch={false}
            className="underline-offset-4 group-hover:underline after:absolute after:inset-0 focus-visible:outline-1"
          >
            {name}
            <LinkPending />
          </Link>
        </h2>
        <p
          lang={catalogueLanguage}
          className="text-muted-foreground mt-1 line-clamp-3 min-h-[4.5rem]"
        >
          {description}
        </p>
        <p className="mt-auto pt-3 text-lg font-bold tracking-tight">
          {priceInWords(price_cents, useLocale())}
        </p>
      </div>
      <div className="absolute top-3 right-3">
        <FavouriteButton
          product={product}
          address={address}
          onToggle={() => onFavourite(product)}
          className="bg-card text-foreground border-border shadow-card hover:bg-accent flex size-11 cursor-pointer items-center justify-center rounded-full border transition-colors"
        />
      </div>
    </li>
  )
}

/** Takes exactly a card's room, so that nothing moves when the card arrives: the same lines, with bars for words. */
export function ProductCardSkeleton() {
  return (
    <li className="card shadow-card overflow-hidden motion-safe:animate-pulse" aria-hidden="true">
      <div className="bg-muted aspect-4/3 w-full" />
      <div className="p-4">
        <p>
          <span className="bg-muted inline-block rounded-full px-2.5 py-0.5 text-sm">
            <span className="inline-block w-16">&nbsp;</span>
          </span>
        </p>
        <p className="mt-2 text-lg leading-snug">
          <span className="bg-muted inline-block h-4 w-36 rounded" />
        </p>
        <p className="mt-1 min-h-[4.5rem]">
          <span className="bg-muted inline-block h-3 w-full rounded" />
          <span className="bg-muted inline-block h-3 w-4/5 rounded" />
        </p>
        <p className="pt-3 text-lg">
          <span className="bg-muted inline-block h-4 w-14 rounded" />
        </p>
      </div>
    </li>
  )
}
