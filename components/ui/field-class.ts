/** How a field looks; by itself, so that a client component which needs no more loads no more. */
export const fieldClass =
  'border-input bg-card placeholder:text-muted-foreground aria-invalid:border-destructive min-h-11 w-full min-w-0 rounded-lg border px-3 py-2 text-base disabled:opacity-60'
