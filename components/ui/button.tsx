'use client'
import { Button as ButtonPrimitive } from '@base-ui/react/button'
import type { ComponentProps } from 'react'
import { type ButtonVariants, buttonVariants } from './button-variants'
import { cn } from './cn'

type Props = Omit<ComponentProps<typeof ButtonPrimitive>, 'className'> &
  ButtonVariants & { className?: string }

/** In a form it submits unless told otherwise, as the browser's own does, with and without JavaScript. */
export function Button({ className, variant, size, type = 'submit', ...props }: Props) {
  return (
    <ButtonPrimitive
      data-slot="button"
      type={type}
      className={cn(buttonVariants({ variant, size }), className)}
      {...props}
    />
  )
}
