import type { ComponentProps } from 'react'
import { cn } from './cn'

/**
 * A table that becomes a list of cards where it does not fit: give each cell its column's name in `data-label`.
 * The roles are spelled out because `display` would take them away.
 */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    <table
      data-slot="table"
      role="table"
      className={cn('w-full text-left max-md:block', className)}
      {...props}
    />
  )
}

export function TableHeader({ className, ...props }: ComponentProps<'thead'>) {
  return <thead role="rowgroup" className={cn('max-md:sr-only', className)} {...props} />
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return (
    <tbody
      role="rowgroup"
      className={cn('divide-border divide-y max-md:block', className)}
      {...props}
    />
  )
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr role="row" className={cn('max-md:block max-md:py-3', className)} {...props} />
}

export function TableHead({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      role="columnheader"
      scope="col"
      className={cn(
        'text-muted-foreground border-border border-b px-3 py-2 font-medium',
        className,
      )}
      {...props}
    />
  )
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return (
    <td
      role="cell"
      className={cn(
        'max-md:before:text-muted-foreground min-w-0 px-3 py-2.5 align-top max-md:flex max-md:gap-3 max-md:px-0 max-md:py-1 max-md:before:w-28 max-md:before:shrink-0 max-md:before:content-[attr(data-label)]',
        className,
      )}
      {...props}
    />
  )
}
