import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { type LimitSubject, limitTable } from './limit-table'

const columns: LimitSubject[] = ['address', 'session', 'user']

/** The rows of the table in docs/limits.md: name, then a number or nothing for each column. */
function documented(): Record<string, Partial<Record<LimitSubject, number>>> {
  const page = readFileSync(path.join(import.meta.dirname, '../../docs/limits.md'), 'utf8')
  const rows = page.matchAll(/^\| `(\w+)` +\|[^|]+\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)
  return Object.fromEntries(
    [...rows].map(([, name, ...cells]) => {
      const numbers = columns.flatMap((column, index) => {
        const cell = cells[index]!.trim().replaceAll(',', '')
        return cell === '' ? [] : [[column, Number(cell)]]
      })
      return [name, Object.fromEntries(numbers)]
    }),
  )
}

it('the documented limits are the ones in force', () => {
  expect(documented()).toEqual(limitTable)
})
