import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { consequences, parseSecurityEvents } from './security-events'

const risc = 'https://schemas.openid.net/secevent/risc/event-type/'
const oauth = 'https://schemas.openid.net/secevent/oauth/event-type/'
const issuer = 'https://accounts.google.com/'
const subject = { subject_type: 'iss-sub', iss: issuer, sub: '7375626A656374' }

function parse(events: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return parseSecurityEvents({ iat: 1_508_184_845, jti: 'one', events, ...more })
}

describe('a security event', () => {
  it('is read as Google’s own example says', () => {
    const events = { [`${risc}account-disabled`]: { subject, reason: 'hijacking' } }
    expect(parse(events)).toEqual({
      jti: 'one',
      issuedAt: new Date('2017-10-16T20:14:05.000Z'),
      events: [{ kind: 'account_disabled_hijacking', issuer, subject: '7375626A656374' }],
    })
  })

  it.each([
    ['bulk-account', 'account_disabled_bulk'],
    [undefined, 'account_disabled'],
    ['something new', 'account_disabled'],
  ])('of a disabled account has the reason %s', (reason, kind) => {
    const events = { [`${risc}account-disabled`]: { subject, reason } }
    expect(parse(events).events).toMatchObject([{ kind }])
  })

  it('names the account the same in every form of a subject', () => {
    const read = [
      parse({ [`${risc}sessions-revoked`]: { subject } }),
      parse({
        [`${risc}sessions-revoked`]: {
          subject: { ...subject, subject_type: 'id_token_claims', email: 'a@example.com' },
        },
      }),
      parse({ [`${risc}sessions-revoked`]: {} }, { sub_id: { ...subject, format: 'iss_sub' } }),
    ].map(({ events }) => events)
    const expected = [{ kind: 'sessions_revoked', issuer, subject: '7375626A656374' }]
    expect(read).toEqual([expected, expected, expected])
  })

  it('about a token carries its identifier, and only a refresh token’s', () => {
    const token = { token_identifier_alg: 'prefix', token: '1//0123456789abc' }
    const toEvents = (token_type: string) =>
      parse({ [`${oauth}token-revoked`]: { subject: { ...token, token_type } } }).events
    expect(toEvents('refresh_token')).toEqual([
      { kind: 'token_revoked', algorithm: 'prefix', identifier: '1//0123456789abc' },
    ])
    expect(toEvents('access_token')).toEqual([{ kind: 'unknown' }])
  })

  it.each(['constructor', '__proto__', 'toString', `${risc}account-purged`])(
    'of the type %s is unknown and no mistake',
    (type) => {
      const events = JSON.parse(`{${JSON.stringify(type)}:{}}`) as Record<string, unknown>
      // zod leaves `__proto__` out, so that nothing is left of it.
      if (type === '__proto__') expect(() => parse(events)).toThrow(z.ZodError)
      else expect(parse(events).events).toEqual([{ kind: 'unknown' }])
    },
  )

  it.each([
    ['without a subject', { [`${risc}sessions-revoked`]: {} }],
    ['with an empty subject', { [`${risc}sessions-revoked`]: { subject: {} } }],
    [
      'with a subject that is no text',
      { [`${risc}sessions-revoked`]: { subject: { ...subject, sub: 7 } } },
    ],
    [
      'with a NUL in its subject',
      { [`${risc}sessions-revoked`]: { subject: { ...subject, sub: 'a\0' } } },
    ],
    ['whose payload is no object', { [`${risc}sessions-revoked`]: 'now' }],
    [
      'among more than a token holds',
      Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`type${at}`, {}])),
    ],
  ])('%s is refused', (_, events) => {
    expect(() => parse(events)).toThrow(z.ZodError)
  })

  it('is refused or read, whatever the claims are, and never anything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (claims) => {
        try {
          parseSecurityEvents(claims)
        } catch (error) {
          expect(error).toBeInstanceOf(z.ZodError)
        }
      }),
    )
  })
})

it('ends sessions for exactly what Google requires it for', () => {
  const ending = Object.entries(consequences).filter(([, { endsSessions }]) => endsSessions)
  expect(ending.map(([kind]) => kind)).toEqual([
    'sessions_revoked',
    'tokens_revoked',
    'account_disabled_hijacking',
  ])
})
