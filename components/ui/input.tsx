import type { ComponentProps } from 'react'
import { cn } from './cn'
import { fieldClass } from './field-class'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input data-slot="input" className={cn(fieldClass, className)} {...props} />
}
