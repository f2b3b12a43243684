import { expect, test } from 'vitest'
import { type EndSight, endReasonOf } from './end-reason'

const live: EndSight = {
  ...{ is_current: true, is_previous: false, is_idle: false, is_revoked: false },
  revoked_reason: null,
}
const revoked = { ...live, is_revoked: true }

test.each([
  ['went idle', { ...live, is_idle: true }, 'session_idle'],
  [
    'went idle, to its last token but one',
    { ...live, is_current: false, is_previous: true, is_idle: true },
    'session_idle',
  ],
  ['was ended from elsewhere', { ...revoked, revoked_reason: 'ended_by_user' }, 'session_revoked'],
  ['was stolen', { ...revoked, revoked_reason: 'token_reuse' }, 'session_protected'],
  ['Google warned of', { ...revoked, revoked_reason: 'security_event' }, 'session_protected'],
  ['was ended by hand', revoked, 'session_revoked'],
  ['was revoked and went idle since', { ...revoked, is_idle: true }, 'session_revoked'],
  ['signed itself out', { ...revoked, revoked_reason: 'sign_out' }, 'session_ended'],
  ['was replaced', { ...revoked, revoked_reason: 'replaced' }, 'session_ended'],
  ['lasted too long', live, 'session_ended'],
] as const)('tells the holder of a session that %s', (_, sight, reason) => {
  expect(endReasonOf(sight)).toBe(reason)
})

test('tells nobody else why a session is over', () => {
  expect(endReasonOf(null)).toBe('session_ended')
  const outdated = { ...revoked, is_current: false, is_idle: true, revoked_reason: 'token_reuse' }
  expect(endReasonOf(outdated)).toBe('session_ended')
})
