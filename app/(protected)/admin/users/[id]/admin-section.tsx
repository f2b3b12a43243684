import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'

type Props = {
  /** The heading's address within the page. */
  id: string
  heading: string
  children: ReactNode
}

export function AdminSection({ id, heading, children }: Props) {
  return (
    <section aria-labelledby={id}>
      <Card className="mt-6">
        <h2 id={id} className="text-xl font-semibold">
          {heading}
        </h2>
        {children}
      </Card>
    </section>
  )
}
