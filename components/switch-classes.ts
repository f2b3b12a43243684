/** A row of buttons of which one is pressed: told by border, weight and `aria-pressed`, not by colour alone. */
export const switchClass = 'border-input inline-flex rounded-lg border p-0.5'

export const switchButtonClass =
  'text-foreground hover:bg-accent aria-pressed:bg-accent aria-pressed:border-input inline-flex min-h-9 min-w-9 cursor-pointer items-center justify-center gap-1.5 rounded-md border border-transparent px-2.5 aria-pressed:font-semibold [&_svg]:size-4'
