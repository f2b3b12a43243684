'use client'
import { useTranslations } from 'use-intl'
import { FavouriteButton } from '@/components/favourite-button'
import { buttonVariants } from '@/components/ui/button-variants'
import { useSetFavourite } from '@/lib/browser/favourite-mutation'
import { useProduct } from '@/lib/browser/product-query'
import { paths } from '@/lib/config/paths'
import type { ProductDetailsDto } from '@/lib/product/product-dto'

type Props = { initial: ProductDetailsDto; readAt: number }

export function FavouriteSwitch({ initial, readAt }: Props) {
  const product = useProduct(initial, readAt)
  const change = useSetFavourite()
  const t = useTranslations('products.favourite')
  return (
    <div className="mt-6">
      <FavouriteButton
        product={product}
        address={paths.product(product.slug)}
        onToggle={() => change.mutate({ productId: product.id, favourite: !product.favourite })}
        className={buttonVariants({ variant: 'outline' })}
        isLabelled
      />
      <p role="status" className={change.isError ? 'text-destructive mt-2' : 'sr-only'}>
        {change.isError && t('failed')}
      </p>
    </div>
  )
}
