import { describe, expect, it } from 'vitest'
import { toTabMessage, type TabMessage } from './tab-channel'

const user = { id: 'a', email: 'a@example.com', name: null, picture: null, role: 'user' } as const
const token = { rawToken: 't', expiresAt: 1, lifetimeSeconds: 1, user }

describe('toTabMessage', () => {
  it.each<TabMessage>([
    { type: 'page', userId: null },
    { type: 'page', userId: 'a' },
    { type: 'ask' },
    { type: 'token', token },
    { type: 'unavailable', retryAfterSeconds: null },
    { type: 'unavailable', retryAfterSeconds: 3 },
    { type: 'unreachable' },
    { type: 'signed-out', reason: 'ended' },
  ])('takes %j', (message) => {
    expect(toTabMessage(message)).toEqual(message)
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
