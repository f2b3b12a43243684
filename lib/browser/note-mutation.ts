'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { paths } from '@/lib/config/paths'
import type { ProductDetailsDto } from '@/lib/product/product-dto'
import { readProblem } from './read-problem'
import { isWorthRepeating, toRetryMilliseconds } from './retry-rules'
import { useAuth } from './use-auth'

/** Keeps the text as the user's note on a product; an empty one takes the note away. Waits out a dead network. */
export function useSaveNote(productId: string) {
  const { apiFetch } = useAuth()
  const queryClient = useQueryClient()
  return useMutation({
    // Two versions of one note are sent in the order they were made.
    scope: { id: `note ${productId}` },
    retry: isWorthRepeating,
    retryDelay: toRetryMilliseconds,
    async mutationFn(text: string) {
      const response = await apiFetch(paths.apiNote(productId), {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      })
      if (!response.ok) throw await readProblem(response)
    },
    onSuccess(_, text) {
      const note = text.trim() && { text, updated_at: new Date().toISOString() }
      queryClient.setQueryData<ProductDetailsDto>(
        ['product', productId],
        (product) => product && { ...product, note: note || null },
      )
    },
  })
}
