import type { ComponentProps } from 'react'
import { cn } from './cn'

export const fieldClass =
  'border-input bg-card placeholder:text-muted-foreground aria-invalid:border-destructive min-h-11 w-full min-w-0 rounded-lg border px-3 py-2 text-base disabled:opacity-60'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input data-slot="input" className={cn(fieldClass, className)} {...props} />
}
