import type { ReactNode } from 'react'

/** The one `h1` of a page. */
export function PageTitle({ children }: { children: ReactNode }) {
  return <h1 className="text-3xl font-bold tracking-tight sm:text-4xl">{children}</h1>
}
