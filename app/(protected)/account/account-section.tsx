import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'

type Props = {
  /** The address within the page. */
  id: string
  heading: string
  icon: LucideIcon
  children: ReactNode
}

export function AccountSection({ id, heading, icon: Icon, children }: Props) {
  return (
    <section id={id} aria-labelledby={`${id}-heading`} className="scroll-mt-4">
      <Card>
        <h2
          id={`${id}-heading`}
          className="flex items-center gap-2.5 text-xl font-semibold tracking-tight"
        >
          <Icon className="text-primary size-5 shrink-0" aria-hidden="true" />
          {heading}
        </h2>
        {children}
      </Card>
    </section>
  )
}
