import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A place for small JSON documents that outlive a restart; without a path nothing is kept. */
export class Folder {
  readonly #path: string | undefined

  constructor(path: string | undefined) {
    this.#path = path
    if (path) mkdirSync(path, { recursive: true, mode: 0o700 })
  }

  read(name: string): unknown {
    if (!this.#path) return null
    try {
      return JSON.parse(readFileSync(join(this.#path, name), 'utf8'))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  write(name: string, document: unknown): void {
    if (!this.#path) return
    const target = join(this.#path, name)
    // Written beside and renamed: a process ended midway leaves the former document whole.
    writeFileSync(`${target}.new`, JSON.stringify(document), { mode: 0o600 })
    renameSync(`${target}.new`, target)
  }
}
