'use client'
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import { paths } from '@/lib/config/paths'
import type { ProductDetailsDto, ProductPage } from '@/lib/product/product-dto'
import type { ProductFilter } from './product-filter'
import { readProblem } from './read-problem'
import { useAuth } from './use-auth'

type Change = { productId: string; favourite: boolean }
type Pages = InfiniteData<ProductPage>

const allProducts = { queryKey: ['products'] }

/** Lists that a change adds to or takes from. What is on display stays until it is asked for anew: a slip can be undone. */
const favouritesAlone = {
  ...allProducts,
  predicate: ({ queryKey }: { queryKey: readonly unknown[] }) =>
    (queryKey[1] as ProductFilter).favourite,
  refetchType: 'none' as const,
}

function withChange(pages: Pages | undefined, { productId, favourite }: Change): Pages | undefined {
  return (
    pages && {
      ...pages,
      pages: pages.pages.map((page) => ({
        ...page,
        items: page.items.map((item) => (item.id === productId ? { ...item, favourite } : item)),
      })),
    }
  )
}

/** Shows the change at once wherever the product is on display, and takes it back where the server did not agree. */
export function useSetFavourite() {
  const { apiFetch } = useAuth()
  const queryClient = useQueryClient()

  function show(change: Change): void {
    const { productId, favourite } = change
    queryClient.setQueriesData<Pages>(allProducts, (pages) => withChange(pages, change))
    queryClient.setQueryData<ProductDetailsDto>(
      ['product', productId],
      (product) => product && { ...product, favourite },
    )
  }

  return useMutation({
    // Two clicks on one product are sent in the order they were made.
    scope: { id: 'favourites' },
    async mutationFn({ productId, favourite }: Change) {
      const method = favourite ? 'PUT' : 'DELETE'
      const response = await apiFetch(paths.apiFavourite(productId), { method })
      if (!response.ok) throw await readProblem(response)
    },
    async onMutate(change) {
      // An answer from before the change must not undo it on the screen.
      await Promise.all([
        queryClient.cancelQueries(allProducts),
        queryClient.cancelQueries({ queryKey: ['product', change.productId] }),
      ])
      show(change)
    },
    onError(_, change) {
      show({ ...change, favourite: !change.favourite })
    },
    onSuccess: () => queryClient.invalidateQueries(favouritesAlone),
  })
}
