import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toAuditCursor } from '@/lib/audit/audit-cursor'
import { parseAuditQuery } from './audit-query'

const nothing = { type: null, subject: null, from: null, until: null, before: null, faults: [] }
const empty = { ...nothing, shown: { type: '', user: '', from: '', to: '' } }

describe('a query of the audit log', () => {
  it('asks for everything where it says nothing, as a form with empty fields does', () => {
    expect(parseAuditQuery({})).toEqual(empty)
    expect(parseAuditQuery({ type: '', user: ' ', from: '', to: '', before: '' })).toEqual(empty)
  })

  it('has a type, a user, days and a place', () => {
    const [user, id] = [randomUUID(), randomUUID()]
    const before = { createdAt: new Date('2026-03-04T05:06:07.089Z'), id }
    const query = {
      ...{ type: 'user_disabled', user: user.toUpperCase() },
      ...{ from: '2026-03-01', to: '2026-03-31', before: toAuditCursor(before) },
    }
    expect(parseAuditQuery(query)).toMatchObject({
      ...{ type: 'user_disabled', subject: { id: user }, before, faults: [] },
      from: new Date('2026-03-01T00:00:00Z'),
      until: new Date('2026-04-01T00:00:00Z'),
    })
  })

  it('takes an address in place of an id', () => {
    expect(parseAuditQuery({ user: ' Ada@Example.com ' })).toMatchObject({
      ...{ faults: [], subject: { email: 'ada@example.com' } },
    })
  })

  it('takes one day from its beginning to its end', () => {
    expect(parseAuditQuery({ from: '2026-03-04', to: '2026-03-04' })).toMatchObject({
      ...{ from: new Date('2026-03-04T00:00:00Z'), until: new Date('2026-03-05T00:00:00Z') },
    })
  })

  it.each([
    [{ type: 'nonsense' }, ['type']],
    [{ type: "sign_in' OR 1=1--" }, ['type']],
    [{ type: '__proto__' }, ['type']],
    [{ type: ['sign_in', 'sign_out'] }, ['type']],
    [{ user: 'ada' }, ['user']],
    [{ user: '%' }, ['user']],
    [{ user: 'a@b@c' }, ['user']],
    [{ user: 'a b@c' }, ['user']],
    [{ from: 'yesterday' }, ['from']],
    [{ from: '2026-02-30' }, ['from']],
    [{ from: '2026-13-01' }, ['from']],
    [{ from: '9999-01-01' }, ['from']],
    [{ from: '+012026-01-01' }, ['from']],
    [{ to: '2026-3-4' }, ['to']],
    [{ to: '2026-03-04T00:00:00Z' }, ['to']],
    [{ from: '2026-03-05', to: '2026-03-04' }, ['to']],
    [{ type: 'x', user: 'x', from: 'x', to: 'x' }, ['type', 'user', 'from', 'to']],
  ])('%j is refused for %j', (query, faults) => {
    expect(parseAuditQuery(query).faults).toEqual(faults)
  })

  it('starts from the newest with a place that means nothing', () => {
    expect(parseAuditQuery({ before: 'x' })).toEqual(empty)
  })

  it('never passes on what a database would not take, whatever it is asked', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }))
    const value = fc.oneof(text, fc.array(text, { maxLength: 2 }), fc.constant(undefined))
    const query = fc.record({ type: value, user: value, from: value, to: value, before: value })
    fc.assert(
      fc.property(query, (asked) => {
        const { subject, from, until } = parseAuditQuery(asked)
        for (const day of [from, until]) if (day) expect(day.getTime()).not.toBeNaN()
        if (subject && 'email' in subject) {
          expect(subject.email.isWellFormed()).toBe(true)
          expect(subject.email).not.toContain('\0')
        }
      }),
      { numRuns: 40 },
    )
  })
})
