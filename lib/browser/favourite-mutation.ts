'use client'
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import { paths } from '@/lib/config/paths'
import type { ProductPage } from '@/lib/product/product-dto'
import { readProblem } from './read-problem'
import { useAuth } from './use-auth'

type Change = { productId: string; favourite: boolean }
type Pages = InfiniteData<ProductPage>

const allProducts = { queryKey: ['products'] }

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

/** Shows the change at once in every list, and takes it back where the server did not agree. */
export function useSetFavourite() {
  const { apiFetch } = useAuth()
  const queryClient = useQueryClient()
  const show = (change: Change) =>
    queryClient.setQueriesData<Pages>(allProducts, (pages) => withChange(pages, change))
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
      await queryClient.cancelQueries(allProducts)
      show(change)
    },
    onError(_, change) {
      show({ ...change, favourite: !change.favourite })
    },
  })
}
