import type { ComponentProps } from 'react'
import { cn } from './cn'
import { fieldClass } from './field-class'

/** The browser's own list: works without JavaScript, and every phone shows it in its own way. */
export function NativeSelect({ className, ...props }: ComponentProps<'select'>) {
  return <select data-slot="native-select" className={cn(fieldClass, className)} {...props} />
}
