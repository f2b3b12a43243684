'use client'
import { usePathname, useSearchParams } from 'next/navigation'

/** Where a form leads back to: the page it stands on. */
export function ReturnField() {
  const path = usePathname()
  const query = useSearchParams().toString()
  return <input type="hidden" name="next" value={query ? `${path}?${query}` : path} />
}
