// What a session is supposed to do, in a page: written from docs/sessions.md alone, to be compared with the site. It
// derives no key, knows no row and no statement, and its clock moves only when it is told to.

const graceSeconds = 30
export const idleSeconds = 604_800
export const absoluteSeconds = 2_592_000

export type Answer = { generation: number } | 'refused'

export class SessionModel {
  /** The newest generation; every older one has been handed out. */
  current = 0
  /** Seconds since the newest was minted, and until each limit. */
  age = 3_600
  idleLeft = idleSeconds
  absoluteLeft = absoluteSeconds
  end: null | 'signed out' | 'reused' = null

  get isLive(): boolean {
    return this.end === null && this.idleLeft > 0 && this.absoluteLeft > 0
  }

  get isWithinGrace(): boolean {
    return this.age < graceSeconds
  }

  present(generation: number): Answer {
    if (!this.isLive) return 'refused'
    if (generation === this.current && !this.isWithinGrace) this.rotate()
    else if (generation === this.current - 1 && this.isWithinGrace)
      return { generation: this.current }
    else if (generation !== this.current) {
      this.end = 'reused'
      return 'refused'
    }
    return { generation: this.current }
  }

  signOut(): void {
    if (this.isLive) this.end = 'signed out'
  }

  pass(seconds: number): void {
    this.age += seconds
    this.idleLeft -= seconds
    this.absoluteLeft -= seconds
  }

  /** Whether so many seconds on it would be too close to a limit for a clock outside to agree. */
  isAmbiguousAfter(seconds: number): boolean {
    const distances = [
      graceSeconds - this.age - seconds,
      this.idleLeft - seconds,
      this.absoluteLeft - seconds,
    ]
    return distances.some((distance) => Math.abs(distance) < 3)
  }

  private rotate(): void {
    this.current++
    this.age = 0
    this.idleLeft = Math.min(idleSeconds, this.absoluteLeft)
  }
}
