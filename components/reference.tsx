type Props = {
  /** What stands before it, in the page's language. */
  label: string
  code: string
}

/** What a person quotes who asks for help, and by which an operator finds what happened in the log. */
export function Reference({ label, code }: Props) {
  return (
    <p className="text-muted-foreground mt-1 text-sm">
      {label} <code className="wrap-anywhere">{code}</code>
    </p>
  )
}
