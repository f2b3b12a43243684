import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { randomSecret, setEnvironment } from '@/tests/support/unit-environment'

setEnvironment({ LOG_LEVEL: 'debug' })
const { log, redact } = await import('./logger')

const random = (bytes: number) => randomBytes(bytes).toString('base64url')
const tokens: [string, string][] = [
  ['a signed token', `eyJhbGciOiJFZERTQSJ9.${random(90)}.${random(64)}`],
  ['a sealed value', `eyJhbGciOiJkaXIifQ..${random(12)}.${random(40)}.${random(16)}`],
  ['a Google access token', `ya29.a0${random(60)}`],
  ['a Google refresh token', `1//0g${random(50)}`],
  ['a refresh token of ours', random(64)],
]

let lines: string[] = []

beforeEach(() => {
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('a log line', () => {
  it('is one JSON object with time, level, message and fields', () => {
    log.warn('slow query', { requestId: 'r', ms: 12 })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^\{[^\n]*\}\n$/)
    expect(JSON.parse(lines[0]!)).toEqual({
      ...{ level: 'warn', message: 'slow query', requestId: 'r', ms: 12 },
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
  })

  it('says what Auth.js wraps, and nothing that stands beside it', () => {
    const cause = { err: new Error('token endpoint answered 400'), body: 'not for a log' }
    log.warn('x', { error: new Error('callback', { cause }) })
    expect(JSON.parse(lines[0]!)).toMatchObject({
      error: { message: 'callback', cause: { message: 'token endpoint answered 400' } },
    })
    expect(lines[0]).not.toContain('not for a log')
  })

  it('stays one line whatever a field holds', () => {
    log.info('x', { path: '/a\n{"level":"error","message":"forged"}', '\n': '\u2028' })
    expect(lines.join('').trimEnd()).not.toContain('\n')
  })

  it.each(tokens)('never holds %s: not in a field, a message, a cause or a stack', (_, token) => {
    const cause = new Error(`cookie gatehouse-session=${token}; path=/`)
    const error = new Error(`got ${token}`, { cause: new Error('middle', { cause }) })
    log.error('failed', { error, detail: `Bearer ${token}` })
    log.error('failed', { error: `text ${token}` })
    log.error('failed', { headers: { cookie: `gatehouse-session=${token}` }, list: [token] })
    expect(lines.join('')).not.toContain(token)
    expect(lines.join('')).toContain('[redacted]')
  })

  it.each(['code', 'state', 'nonce', 'code_verifier'])('never holds the query’s %s', (name) => {
    log.info('callback', { url: `/auth/callback/google?x=1&${name}=4%2F0AfJ&scope=email` })
    expect(lines[0]).not.toContain('4%2F0AfJ')
    expect(lines[0]).toContain('scope=email')
  })

  it('names an error, its code and its causes, and nothing else they carry along', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', secret: 'hunter2' })
    const error = Object.assign(new TypeError('no', { cause }), { request: { body: 'hunter2' } })
    log.error('failed', { error })
    expect(lines[0]).not.toContain('hunter2')
    expect(JSON.parse(lines[0]!)).toMatchObject({
      error: {
        ...{ name: 'TypeError', message: 'no', stack: expect.stringContaining('TypeError: no') },
        cause: { name: 'Error', message: 'refused', code: 'ECONNREFUSED' },
      },
    })
  })

  it('ends with causes that go round in a circle', () => {
    const error = new Error('round')
    error.cause = error
    log.error('failed', { error })
    expect(lines).toHaveLength(1)
  })

  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ])('is written from the level %s on', async (LOG_LEVEL, expected) => {
    setEnvironment({ LOG_LEVEL })
    const fresh = (await import('./logger')).log
    for (const level of ['debug', 'info', 'warn', 'error'] as const) fresh[level]('x')
    expect(lines).toHaveLength(expected)
  })
})

describe('redaction', () => {
  it.each(['an ordinary sentence', 'GET /products?q=lamp', '0190a6b2-7c1d-7e3f-8a4b-5c6d7e8f9a0b'])(
    'leaves %j as it is',
    (text) => {
      expect(redact(text)).toBe(text)
    },
  )

  it('leaves a whole line of short words readable around a token', () => {
    expect(redact(`before ${random(64)} after ${randomSecret().length}`)).toBe(
      'before [redacted] after 44',
    )
  })
})
