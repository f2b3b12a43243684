/** A browser's cookies for one site. All of the site's have Path=/, so a name is enough to tell them apart. */
export class CookieJar {
  readonly #cookies = new Map<string, string>()

  constructor(entries: Iterable<readonly [name: string, value: string]> = []) {
    for (const [name, value] of entries) this.#cookies.set(name, value)
  }

  /** The Cookie header. */
  header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  set(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  delete(name: string): void {
    this.#cookies.delete(name)
  }

  names(): string[] {
    return [...this.#cookies.keys()]
  }

  /** Another browser with the same cookies: what a thief, or a saved tab, has. */
  copy(): CookieJar {
    return new CookieJar(this.#cookies)
  }

  /** Takes what a response sets, and drops what it takes away. */
  store(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const at = pair.indexOf('=')
      const isRemoval = attributes.some((attribute) => /^\s*max-age=(0|-\d+)$/i.test(attribute))
      if (isRemoval) this.#cookies.delete(pair.slice(0, at))
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
}
