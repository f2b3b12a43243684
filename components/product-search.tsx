'use client'
import { useEffect, useState, type FormEvent } from 'react'
import { paths } from '@/lib/config/paths'
import { buttonVariants } from './ui/button-variants'

const typingPauseMilliseconds = 300

type Props = { initialQ: string; onSearch: (q: string) => void }

/** A plain GET form; with JavaScript it searches as one types. */
export function ProductSearch({ initialQ, onSearch }: Props) {
  const [text, setText] = useState(initialQ)

  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), typingPauseMilliseconds)
    return () => clearTimeout(timer)
  }, [text, onSearch])

  function submit(event: FormEvent) {
    event.preventDefault()
    onSearch(text.trim())
  }

  return (
    <form
      role="search"
      action={paths.products}
      method="get"
      onSubmit={submit}
      className="no-print mt-6 flex flex-wrap gap-2"
    >
      <label htmlFor="q" className="sr-only">
        Search products
      </label>
      <input
        id="q"
        name="q"
        type="search"
        maxLength={100}
        autoComplete="off"
        placeholder="Search products"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="border-input bg-card placeholder:text-muted-foreground min-h-11 min-w-0 flex-1 rounded-lg border px-3 text-base"
      />
      <button type="submit" className={buttonVariants({ variant: 'outline' })}>
        Search
      </button>
    </form>
  )
}
