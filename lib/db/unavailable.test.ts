import { describe, expect, it } from 'vitest'
import { isUnavailable } from './unavailable'

function errorWith(code: string, message = 'failed'): Error {
  return Object.assign(new Error(message), { code })
}

describe('a database in trouble', () => {
  it.each([
    ...['08000', '08003', '08006', '53000', '53100', '53200', '53300', '57014', '57P01', '57P02'],
    ...['57P03', '58000', '58030', '40001', '40P01', '25P03', '25006', '55P03'],
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND'],
    ...['EAI_AGAIN', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'],
  ])('is recognised by the code %s', (code) => {
    expect(isUnavailable(errorWith(code))).toBe(true)
  })

  it.each([
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
  ])('is recognised by what the driver says: %s', (message) => {
    expect(isUnavailable(new Error(message))).toBe(true)
  })

  it('is recognised behind what wraps it', () => {
    const cause = errorWith('ECONNREFUSED')
    expect(isUnavailable(new Error('x', { cause: new Error('y', { cause }) }))).toBe(true)
    expect(isUnavailable(new AggregateError([new Error('x'), cause]))).toBe(true)
    const adapterError = new Error('adapter', { cause })
    const prisma = Object.assign(new Error('x'), { meta: { driverAdapterError: adapterError } })
    expect(isUnavailable(prisma)).toBe(true)
    expect(isUnavailable(Object.assign(new Error('x'), { originalCode: '57P01' }))).toBe(true)
  })

  it('is recognised in what the driver adapter of Prisma says', () => {
    for (const cause of [
      { kind: 'ConnectionClosed' },
      { kind: 'postgres', originalCode: '57P01' },
    ]) {
      const driverAdapterError = Object.assign(new Error('adapter'), { cause })
      expect(isUnavailable(Object.assign(new Error('x'), { meta: { driverAdapterError } }))).toBe(
        true,
      )
    }
    const quoted = (code: string) =>
      errorWith('P2039', `Database error. Code: \`${code}\`. Message: no`)
    expect(isUnavailable(quoted('57P03'))).toBe(true)
    expect(isUnavailable(quoted('42601'))).toBe(false)
  })
})

describe('a fault of our own', () => {
  it.each([
    ...['23505', '23503', '42601', '42P01', '22P02', '42501', '28P01', '3D000', '40002', '25001'],
    ...['P2002', 'P2025', 'P2003', 'ENOENT', 'EACCES', '080060', '0800'],
  ])('is not taken for trouble of the database: %s', (code) => {
    expect(isUnavailable(errorWith(code))).toBe(false)
  })

  it.each([null, undefined, 'ECONNREFUSED', 8006, {}, { code: 'ECONNREFUSED' }])(
    'is not taken for trouble of the database: %j',
    (thrown) => {
      expect(isUnavailable(thrown)).toBe(false)
    },
  )

  it('ends with causes that go round in a circle', () => {
    const error = new Error('round')
    error.cause = error
    expect(isUnavailable(error)).toBe(false)
  })
})
