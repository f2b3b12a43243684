import type { ReactNode } from 'react'

export const mainId = 'main'

/** Where the skip link leads. */
export function PageMain({ children, narrow }: { children: ReactNode; narrow?: boolean }) {
  return (
    <main
      id={mainId}
      tabIndex={-1}
      className={`mx-auto w-full flex-1 px-4 py-8 sm:py-12 ${narrow ? 'max-w-md' : 'max-w-5xl'}`}
    >
      {children}
    </main>
  )
}
