'use client'
import { useQuery } from '@tanstack/react-query'
import { paths } from '@/lib/config/paths'
import type { ProductDetailsDto } from '@/lib/product/product-dto'
import { readProblem } from './read-problem'
import { useAuth } from './use-auth'

/**
 * A product as the server rendered it, with what has become of it since: a page that is come back to may show what was
 * true before the last change.
 * @param readAt when it was read, in milliseconds
 */
export function useProduct(initial: ProductDetailsDto, readAt: number): ProductDetailsDto {
  const { apiFetch } = useAuth()
  const query = useQuery({
    queryKey: ['product', initial.id],
    async queryFn({ signal }) {
      const response = await apiFetch(paths.apiProduct(initial.id), { signal })
      if (!response.ok) throw await readProblem(response)
      return (await response.json()) as ProductDetailsDto
    },
    initialData: initial,
    initialDataUpdatedAt: readAt,
  })
  return query.data
}
