import { describe, expect, it } from 'vitest'
import { requestIdHeader, requestIdOf } from './request-id'

const given = '0190a6b2-7c1d-7e3f-8a4b-5c6d7e8f9a0b'
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

describe('the id of a request', () => {
  it('is the one it came with', () => {
    expect(requestIdOf(new Headers({ [requestIdHeader]: given }))).toBe(given)
  })

  it('is new for each request that brings none', () => {
    const ids = Array.from({ length: 100 }, () => requestIdOf(new Headers()))
    expect(new Set(ids).size).toBe(100)
    for (const id of ids) expect(id).toMatch(uuid)
  })

  it.each([
    '',
    'x',
    `${given}x`,
    `x${given}`,
    given.toUpperCase(),
    '<script>',
    `${given},${given}`,
  ])('is never %j', (value) => {
    const id = requestIdOf(new Headers({ [requestIdHeader]: value }))
    expect(id).not.toBe(value)
    expect(id).toMatch(uuid)
  })
})
