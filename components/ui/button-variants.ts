import { cva, type VariantProps } from 'class-variance-authority'

/** How a button looks; for links that look like one, too. Every target is 44 px high or more, icons included. */
export const buttonVariants = cva(
  'inline-flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded-lg border text-center font-medium transition-colors disabled:cursor-default disabled:opacity-60 aria-disabled:cursor-default aria-disabled:opacity-60 [&_svg]:size-4.5 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        default:
          'bg-primary text-primary-foreground hover:not-disabled:bg-primary-hover border-transparent',
        outline: 'border-input bg-card text-foreground hover:not-disabled:bg-accent',
        secondary:
          'bg-secondary text-secondary-foreground hover:not-disabled:bg-accent border-transparent',
        ghost: 'text-foreground hover:not-disabled:bg-accent border-transparent bg-transparent',
        destructive:
          'border-destructive text-destructive hover:not-disabled:bg-destructive-soft bg-card',
      },
      size: {
        default: 'px-4 py-2',
        sm: 'px-3 py-1.5 text-sm',
        lg: 'min-h-12 px-6 py-2.5 text-lg',
        icon: 'size-11 p-0',
      },
    },
    defaultVariants: { variant: 'default', size: 'default' },
  },
)

export type ButtonVariants = VariantProps<typeof buttonVariants>
