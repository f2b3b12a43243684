import type { ReactNode } from 'react'

/** One line of a list of facts; where there is little room, the term stands above. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="gap-x-4 py-2 sm:grid sm:grid-cols-[12rem_1fr]">
      <dt className="text-muted-foreground">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
