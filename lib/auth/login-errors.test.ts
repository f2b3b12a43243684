import { expect, test } from 'vitest'
import { endReasons } from '../session/end-reason'
import { toLoginErrorCode } from './login-errors'

test('the login page has words for every reason a session may be said to end with', () => {
  for (const reason of endReasons) expect(toLoginErrorCode(reason)).toBe(reason)
})

test('takes nothing from an address that is not on the list', () => {
  for (const code of ['', 'Session_ended', 'session_ended ', 'toString', '__proto__', null])
    expect(toLoginErrorCode(code)).toBeNull()
})
