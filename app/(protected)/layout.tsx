import type { ReactNode } from 'react'
import { ProtectedArea } from '@/lib/browser/protected-area'

// No guard: a layout is not rendered again on a client-side navigation. Each page checks for itself.
export default function ProtectedLayout({ children }: { children: ReactNode }) {
  return <ProtectedArea>{children}</ProtectedArea>
}
