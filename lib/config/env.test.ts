import { describe, expect, it } from 'vitest'
import { randomSecret, requiredVariables as good } from '@/tests/support/unit-environment'
import { EnvError, parseEnv } from './env'

type Source = Record<string, string | undefined>

function faultsOf(source: Source): EnvError['faults'] {
  try {
    parseEnv(source)
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    return error.faults
  }
  return []
}

const refused: Record<string, string[]> = {
  AUTH_URL: [
    'shop.example.com',
    'http://shop.example.com',
    'http://127.0.0.1.evil.example',
    'https://shop.example.com/path',
    'https://shop.example.com//',
    'https://shop.example.com?x',
    'https://user:word@shop.example.com',
    'https://Shop.example.com',
    'https://shop.example.com:443',
    'ftp://shop.example.com',
    'javascript:alert(1)',
    'null',
  ],
  AUTH_SECRET: ['short', 'A'.repeat(44), 'not base64 at all, but surely long enough for that'],
  AUTH_SECRET_1: ['short'],
  AUTH_SECRET_2: ['short'],
  AUTH_SECRET_3: ['short'],
  AUTH_GOOGLE_ID: ['i'.repeat(513)],
  AUTH_GOOGLE_SECRET: ['s'.repeat(513)],
  AUTH_GOOGLE_ISSUER: [
    'accounts.google.com',
    'http://accounts.google.com',
    'https://accounts.google.com?x=y',
    'https://accounts.google.com#x',
    'https://user@accounts.google.com',
  ],
  AUTH_GOOGLE_HD: ['example', 'Example.com', '@example.com', 'example.com,other.com', 'a b.com'],
  DATABASE_URL: ['localhost:5432', 'mysql://db/x', 'postgresql://db', 'postgresql://db/'],
  REDIS_URL: ['localhost:6379', 'http://redis:6379', 'redis://', 'redis'],
  GOOGLE_API_ORIGIN: ['http://www.googleapis.com', 'https://www.googleapis.com/calendar'],
  ALLOWED_ORIGINS: ['*', 'https://app.example.com,*', 'http://app.example.com', 'null'],
  TRUSTED_PROXY_HOPS: ['-1', '10', 'one', '1.5', 'true'],
  ACCESS_TOKEN_SECONDS: ['0', '3601', '15m', '-900', '1e2', '0x10', ' 900', '1.5'],
  SESSION_IDLE_SECONDS: ['0', '31536001', 'week'],
  SESSION_ABSOLUTE_SECONDS: ['0', '31536001', 'month'],
  REFRESH_GRACE_SECONDS: ['0', '61', '30s'],
  RATE_LIMIT_FACTOR: ['0', '0.0', '-1', 'ten', '1e3', '1,5', ' 1', '0x10', 'Infinity'],
  ADMIN_EMAILS: ['root', 'a@example.com,@example.com', 'a@example.com b@example.com'],
  DRAIN_SECONDS: ['-1', '301', '5s'],
  LOG_LEVEL: ['verbose', 'INFO'],
  INTERNAL_ORIGIN: ['127.0.0.1:3000', 'http://10.0.0.1:3000'],
  GATEHOUSE_LAB: ['0', 'true', 'yes'],
}

const cases = Object.entries(refused).flatMap(([name, values]) =>
  values.map((value) => ({ name, value })),
)

describe('the environment', () => {
  it('needs five variables and gives every other its documented default', () => {
    expect(parseEnv(good)).toEqual({
      ...good,
      AUTH_GOOGLE_ISSUER: 'https://accounts.google.com',
      GOOGLE_API_ORIGIN: 'https://www.googleapis.com',
      ALLOWED_ORIGINS: [],
      TRUSTED_PROXY_HOPS: 0,
      ACCESS_TOKEN_SECONDS: 900,
      SESSION_IDLE_SECONDS: 604_800,
      SESSION_ABSOLUTE_SECONDS: 2_592_000,
      REFRESH_GRACE_SECONDS: 30,
      RATE_LIMIT_FACTOR: 1,
      ADMIN_EMAILS: [],
      DRAIN_SECONDS: 5,
      LOG_LEVEL: 'info',
    })
  })

  it.each(Object.keys(good))('is refused without %s, by name and with a fix', (name) => {
    for (const absent of [undefined, '']) {
      const faults = faultsOf({ ...good, [name]: absent })
      expect(faults).toEqual([{ name, value: 'missing', message: expect.stringMatching(/.{10}/) }])
    }
  })

  it.each(cases)('is refused where $name is $value, by name', ({ name, value }) => {
    expect(faultsOf({ ...good, [name]: value })).toContainEqual(
      expect.objectContaining({ name, value: 'refused' }),
    )
  })

  it('names all faults at once', () => {
    const source = Object.fromEntries(Object.entries(refused).map(([name, [bad]]) => [name, bad]))
    const names = faultsOf(source).map((fault) => fault.name)
    expect(names.sort()).toEqual(Object.keys(refused).sort())
    expect(faultsOf({}).map((fault) => fault.name)).toEqual(Object.keys(good))
  })

  it('never quotes a value that it refuses', () => {
    for (const name of Object.keys(refused)) {
      const value = `leaked-${name.length}-hunter2`
      expect(() => parseEnv({ ...good, [name]: value })).not.toThrow(/hunter2/)
    }
  })

  it('shows each fault on a line of its own, beginning with the name', () => {
    expect(() => parseEnv({})).toThrow(
      new RegExp(
        Object.keys(good)
          .map((name) => `\\n  ${name} +missing  .+`)
          .join(''),
      ),
    )
  })

  it('refuses an idle limit beyond the absolute limit, together with every other fault', () => {
    const limits = { SESSION_IDLE_SECONDS: '100', SESSION_ABSOLUTE_SECONDS: '99' }
    const fault = expect.objectContaining({ name: 'SESSION_IDLE_SECONDS', value: 'refused' })
    expect(faultsOf({ ...good, ...limits })).toEqual([fault])
    expect(faultsOf({ ...good, ...limits, LOG_LEVEL: 'loud' })).toContainEqual(fault)
  })

  it('opens the session lab on this machine alone, beside a Google on this machine', () => {
    const local = { AUTH_URL: 'http://localhost:3000', AUTH_GOOGLE_ISSUER: 'http://127.0.0.1:4000' }
    const lab = { ...good, ...local, GATEHOUSE_LAB: '1' }
    expect(parseEnv(lab).GATEHOUSE_LAB).toBe('1')
    for (const elsewhere of [
      { AUTH_URL: 'https://shop.example.com' },
      { AUTH_URL: 'https://localhost' },
      { AUTH_GOOGLE_ISSUER: 'https://accounts.google.com' },
      { AUTH_GOOGLE_ISSUER: undefined },
    ])
      expect(faultsOf({ ...lab, ...elsewhere })).toEqual([
        expect.objectContaining({ name: 'GATEHOUSE_LAB', value: 'refused' }),
      ])
  })

  it('refuses an idle limit that nothing could move along in time', () => {
    const limits = { SESSION_IDLE_SECONDS: '59', REFRESH_GRACE_SECONDS: '30' }
    const fault = expect.objectContaining({ name: 'SESSION_IDLE_SECONDS', value: 'refused' })
    expect(faultsOf({ ...good, ...limits })).toEqual([fault])
    expect(faultsOf({ ...good, ...limits, ALLOWED_ORIGINS: 'x' })).toContainEqual(fault)
    expect(parseEnv({ ...good, ...limits, SESSION_IDLE_SECONDS: '60' })).toBeTruthy()
  })

  it.each([
    ['https://shop.example.com', 'https://shop.example.com'],
    ['https://shop.example.com/', 'https://shop.example.com'],
    ['https://shop.example.com:8443', 'https://shop.example.com:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('takes %s as the origin %s', (AUTH_URL, expected) => {
    expect(parseEnv({ ...good, AUTH_URL }).AUTH_URL).toBe(expected)
  })

  it('reads lists without minding the white space', () => {
    const { ALLOWED_ORIGINS, ADMIN_EMAILS } = parseEnv({
      ...good,
      ALLOWED_ORIGINS: ' https://a.example.com , https://b.example.com/,',
      ADMIN_EMAILS: 'a@example.com, b@example.com',
    })
    expect(ALLOWED_ORIGINS).toEqual(['https://a.example.com', 'https://b.example.com'])
    expect(ADMIN_EMAILS).toEqual(['a@example.com', 'b@example.com'])
  })

  it('says which entry of a list is at fault, and does not quote it', () => {
    const lists = {
      ALLOWED_ORIGINS:
        'https://a.example.com, https://b.example.com/path, https://c.example.com, *',
      ADMIN_EMAILS: 'root',
    }
    expect(
      faultsOf({ ...good, ...lists }).map(({ name, message }) => `${name} ${message}`),
    ).toEqual([
      expect.stringMatching(/^ALLOWED_ORIGINS entry 2 must be an origin /),
      expect.stringMatching(/^ALLOWED_ORIGINS entry 4 must be an origin /),
      'ADMIN_EMAILS entry 1 must be an e-mail address',
    ])
  })

  it('takes up to three former secrets', () => {
    const former = {
      AUTH_SECRET_1: randomSecret(),
      AUTH_SECRET_2: randomSecret(),
      AUTH_SECRET_3: randomSecret(),
    }
    expect(parseEnv({ ...good, ...former })).toMatchObject(former)
  })
})
