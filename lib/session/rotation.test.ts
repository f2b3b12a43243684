import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RotationVerdict, type TokenSight, judgeRotation } from './rotation'

const columns = ['moved', 'live', 'current', 'predecessor', 'within the grace', 'verdict'] as const
type Row = Record<(typeof columns)[number], string>

/** The table of docs/sessions.md that says what each sight of the database is answered with. */
function readSpecification(): Row[] {
  const text = readFileSync(new URL('../../docs/sessions.md', import.meta.url), 'utf8')
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .map((cells) => cells.slice(1, 1 + columns.length))
  const head = rows.findIndex((cells) => columns.every((name, index) => cells[index] === name))
  const length = rows.slice(head + 2).findIndex(([moved]) => moved !== 'yes' && moved !== 'no')
  return rows.slice(head + 2, head + 2 + length).map((cells) => {
    return Object.fromEntries(columns.map((name, index) => [name, cells[index]])) as Row
  })
}

const specification = readSpecification()

const both = [true, false]
const sights: TokenSight[] = (['rotated', 'unmoved'] as const).flatMap((outcome) =>
  both.flatMap((is_current) =>
    both.flatMap((is_previous) =>
      both.flatMap((is_within_grace) =>
        both.map((is_live) => ({ outcome, is_current, is_previous, is_within_grace, is_live })),
      ),
    ),
  ),
)

function spell(sight: TokenSight): string {
  const { outcome, is_current, is_previous, is_within_grace, is_live } = sight
  const bits = [is_current, is_previous, is_within_grace, is_live].map(Number).join('')
  return `${outcome} ${bits}`
}

function expectedFor(sight: TokenSight): string[] {
  const facts = {
    moved: sight.outcome === 'rotated',
    live: sight.is_live,
    current: sight.is_current,
    predecessor: sight.is_previous,
    'within the grace': sight.is_within_grace,
  }
  const names = Object.keys(facts) as (keyof typeof facts)[]
  return specification
    .filter((row) => names.every((name) => ['any', facts[name] ? 'yes' : 'no'].includes(row[name])))
    .map((row) => row.verdict)
}

describe('the rule of renewal', () => {
  it('is written down in seven rows, with every verdict there is and no other', () => {
    expect(specification).toHaveLength(7)
    const verdicts: Record<RotationVerdict, true> = {
      ...{ rotated: true, unchanged: true, superseded: true },
      ...{ raced: true, reused: true, ended: true },
    }
    expect(new Set(specification.map((row) => row.verdict))).toEqual(new Set(Object.keys(verdicts)))
  })

  it.each(sights.map((sight) => ({ sight, spelled: spell(sight) })))(
    'judges $spelled as docs/sessions.md says',
    ({ sight }) => {
      expect([judgeRotation(sight)]).toEqual(expectedFor(sight))
    },
  )

  it('takes a session that is not there as ended', () => {
    expect(judgeRotation(null)).toBe('ended')
  })
})

const graceSeconds = 30

/** One session's row as the statement in session-store.ts moves it; token n is the successor of token n - 1. */
class SessionRow {
  current = 0
  rotatedAt = 0
  isLive = true

  present(token: number, now: number): RotationVerdict {
    const moves = this.isLive && token === this.current && now - this.rotatedAt >= graceSeconds
    if (moves) {
      this.current++
      this.rotatedAt = now
    }
    const verdict = judgeRotation({
      outcome: moves ? 'rotated' : 'unmoved',
      is_current: token === this.current,
      is_previous: token === this.current - 1,
      is_within_grace: now - this.rotatedAt < graceSeconds,
      is_live: this.isLive,
    })
    if (verdict === 'reused') this.isLive = false
    return verdict
  }
}

const waits = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 60 })

describe('a session under that rule', () => {
  it('never ends for a browser whose answers arrive within the grace, however many tabs race', () => {
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 50 }), (pauses, tabs) => {
        const row = new SessionRow()
        let now = 0
        for (const pause of pauses) {
          now += pause
          const held = row.current
          for (let tab = 0; tab < tabs; tab++)
            expect(row.present(held, now)).not.toMatch(/reused|ended|raced/)
        }
        expect(row.isLive).toBe(true)
      }),
    )
  })

  it('rotates at most once in a grace, so that a request under way is at most one generation behind', () => {
    fc.assert(
      fc.property(waits, (pauses) => {
        const row = new SessionRow()
        const rotations: number[] = []
        let now = 0
        for (const pause of pauses) {
          now += pause
          if (row.present(row.current, now) === 'rotated') rotations.push(now)
        }
        for (const [index, at] of rotations.entries())
          expect(at - (rotations[index - 1] ?? 0)).toBeGreaterThanOrEqual(graceSeconds)
      }),
    )
  })

  it('ends at once when an old token comes back, however old, and stays ended', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), (generations, pick) => {
        const row = new SessionRow()
        let now = 0
        for (let token = 0; token < generations; token++)
          expect(row.present(token, (now += graceSeconds))).toBe('rotated')
        expect(row.present(pick % (generations - 1), now)).toBe('reused')
        expect(row.present(row.current, now)).toBe('ended')
      }),
    )
  })

  it('ends when the immediate predecessor comes back after the grace', () => {
    const row = new SessionRow()
    expect(row.present(0, 100)).toBe('rotated')
    expect(row.present(0, 129)).toBe('superseded')
    expect(row.present(0, 130)).toBe('reused')
  })
})
