import { describe, expect, it } from 'vitest'
import { toTabMessage, type TabMessage } from './tab-channel'

const user = { id: 'a', email: 'a@example.com', name: null, picture: null, role: 'user' } as const
const token = { rawToken: 't', expiresAt: 1, lifetimeSeconds: 1, user }

describe('toTabMessage', () => {
  it.each<TabMessage>([
    { type: 'page', userId: null, error: null },
    { type: 'page', userId: null, error: 'session_idle' },
    { type: 'page', userId: 'a', error: null },
    { type: 'ask' },
    { type: 'token', token },
    { type: 'signed-in', token },
    { type: 'unavailable', retryAfterSeconds: null },
    { type: 'unavailable', retryAfterSeconds: 3 },
    { type: 'unreachable' },
    { type: 'signed-out', reason: 'signed_out' },
    { type: 'signed-out', reason: 'session_protected' },
  ])('takes %j', (message) => {
    expect(toTabMessage(message)).toEqual(message)
  })

  it('takes nothing but known words from a page', () => {
    const page = { type: 'page', userId: null, error: 'Call this number' }
    expect(toTabMessage(page)).toEqual({ ...page, error: null })
    const end = { type: 'signed-out', reason: 'of a later version' }
    expect(toTabMessage(end)).toEqual({ ...end, reason: 'signed_out' })
  })

  it.each([
    null,
    'signed-out',
    {},
    { type: 'something of a later version' },
    { type: 'page', userId: 1 },
    { type: 'token' },
    { type: 'token', token: { ...token, expiresAt: 'soon' } },
    { type: 'token', token: { ...token, expiresAt: NaN } },
    { type: 'token', token: { ...token, user: { ...user, role: 'owner' } } },
    { type: 'token', token: { ...token, user: { id: 'a' } } },
  ])('ignores %j', (value) => {
    expect(toTabMessage(value)).toBeNull()
  })
})
