import { describe, expect, it } from 'vitest'
import { replacesHeldGrant } from './grant-rules'

const held = { hasRefreshToken: true, scopes: ['calendar', 'openid'], needsReconsent: false }

describe('what a sign-in brought takes the place of what is held', () => {
  it('where it grants as much', () => {
    const brought = { refreshToken: null, scopes: ['openid', 'calendar', 'drive'] }
    expect(replacesHeldGrant(held, brought)).toBe(true)
  })

  it('where it comes with a refresh token: the consent of before is gone at Google', () => {
    expect(replacesHeldGrant(held, { refreshToken: '1//new', scopes: ['openid'] })).toBe(true)
    const lost = { ...held, needsReconsent: true }
    expect(replacesHeldGrant(lost, { refreshToken: '1//new', scopes: ['openid'] })).toBe(true)
  })

  it('where nothing can be renewed', () => {
    const bare = { ...held, hasRefreshToken: false }
    expect(replacesHeldGrant(bare, { refreshToken: null, scopes: ['openid'] })).toBe(true)
  })

  it('not where it would shrink what was granted', () => {
    expect(replacesHeldGrant(held, { refreshToken: null, scopes: ['openid'] })).toBe(false)
  })

  it('not where the connection is lost and it cannot heal it', () => {
    const lost = { ...held, hasRefreshToken: false, needsReconsent: true }
    expect(replacesHeldGrant(lost, { refreshToken: null, scopes: held.scopes })).toBe(false)
  })
})
