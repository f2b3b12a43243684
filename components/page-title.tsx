import type { ReactNode } from 'react'

// On the narrowest phones a little smaller, so that the longest word of our titles keeps to one line.
const size = 'text-[clamp(1.625rem,8.5vw,1.875rem)] max-sm:leading-[1.2] sm:text-4xl'

/** The one `h1` of a page. */
export function PageTitle({ children }: { children: ReactNode }) {
  return <h1 className={`${size} font-bold tracking-tight`}>{children}</h1>
}
