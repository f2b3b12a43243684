import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { auditEventTypes } from './record-audit-event'

const page = readFileSync('docs/audit-events.md', 'utf8')
const migration = readFileSync(
  'prisma/migrations/20261121111000_ended_sessions/migration.sql',
  'utf8',
)

test('every type of audit event is explained, and nothing else is', () => {
  const [, types] = page.split('| type ')
  const explained = types!.split('The reasons of')[0]!.matchAll(/^\| `([a-z_]+)` +\|/gm)
  expect([...explained].map(([, type]) => type)).toEqual([...auditEventTypes])
})

test('the triggers write types of the list alone', () => {
  const written = migration.matchAll(/record_user_change"\('([a-z_]+)'\)/g)
  const types = new Set([...written].map(([, type]) => type!))
  expect(types.size).toBe(5)
  for (const type of types) expect(auditEventTypes).toContain(type)
})
