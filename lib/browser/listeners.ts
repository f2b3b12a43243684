/** Who wants to know of each change of something. */
export class Listeners {
  readonly #listeners = new Set<() => void>()

  /** Returns the way out. */
  add = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(): void {
    // Of a copy: whoever is told may leave, or bring others.
    for (const listener of [...this.#listeners]) listener()
  }
}
