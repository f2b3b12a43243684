// What somebody has typed and not sent: kept for this tab alone, so that it survives a reload and a sign-in in the same
// window. Guarantees: a draft is handed to nobody but the user who typed it, and to nobody after a day. Trusts: the
// browser, which keeps it in plain text until the tab is closed. Never a token, and nothing that was not typed here.
import { draftPrefix, sessionStorageOf } from './forget-drafts'
import { Listeners } from './listeners'

const longestMilliseconds = 24 * 3600 * 1000
// Far more than any field of ours takes; a browser gives a site some five million.
const mostCharacters = 20_000

export type Draft = {
  text: string
  /** It was typed before this page was loaded. */
  isRestored: boolean
}

function toDraft(stored: string | null, now: number): Draft | null {
  if (stored === null) return null
  try {
    const { text, savedAt } = JSON.parse(stored) as { text?: unknown; savedAt?: unknown }
    if (typeof text !== 'string' || typeof savedAt !== 'number') return null
    const age = now - savedAt
    return age >= 0 && age < longestMilliseconds ? { text, isRestored: true } : null
  } catch {
    return null
  }
}

export class DraftStore {
  // What a page goes by while it is open, also in a browser that stores nothing.
  readonly #known = new Map<string, Draft | null>()
  readonly #listeners = new Listeners()
  readonly #storage: () => Storage
  readonly #now: () => number

  constructor(storage: () => Storage = sessionStorageOf, now: () => number = Date.now) {
    this.#storage = storage
    this.#now = now
  }

  subscribe = this.#listeners.add

  /** The same object until the draft changes. */
  read(userId: string, key: string): Draft | null {
    const name = nameOf(userId, key)
    let draft = this.#known.get(name)
    if (draft === undefined) {
      draft = toDraft(this.#stored(name), this.#now())
      if (!draft) this.#store(name, null)
      this.#known.set(name, draft)
    }
    return draft
  }

  write(userId: string, key: string, text: string): void {
    const name = nameOf(userId, key)
    const isTooLong = text.length > mostCharacters
    this.#store(name, isTooLong ? null : JSON.stringify({ text, savedAt: this.#now() }))
    this.#become(name, { text, isRestored: false })
  }

  remove(userId: string, key: string): void {
    const name = nameOf(userId, key)
    this.#store(name, null)
    this.#become(name, null)
  }

  #become(name: string, draft: Draft | null): void {
    this.#known.set(name, draft)
    this.#listeners.tell()
  }

  #stored(name: string): string | null {
    try {
      return this.#storage().getItem(name)
    } catch {
      return null
    }
  }

  #store(name: string, value: string | null): void {
    try {
      if (value === null) this.#storage().removeItem(name)
      else this.#storage().setItem(name, value)
    } catch {
      // Full, or forbidden: the page still has it.
    }
  }
}

function nameOf(userId: string, key: string): string {
  return `${draftPrefix}${userId}:${key}`
}
