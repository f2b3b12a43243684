import type { ComponentProps } from 'react'
import { cn } from './cn'
import { fieldClass } from './field-class'

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea data-slot="textarea" className={cn(fieldClass, 'min-h-24', className)} {...props} />
  )
}
