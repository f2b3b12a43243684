/** What stands behind the question mark in a page's address, as Next hands it to the page: anybody may have written it. */
export type PageQuery = Record<string, string | string[] | undefined>

/** The value of a parameter that comes once. One that comes twice is nobody's form. */
export function single(value: PageQuery[string]): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The same as text that the database can be asked for, without the space around it; empty where there is none. */
export function singleText(value: PageQuery[string]): string {
  // PostgreSQL has no NUL in text, and a lone surrogate is no text at all.
  return (single(value) ?? '').replaceAll('\0', '').toWellFormed().trim()
}
