import { expect, it } from 'vitest'
import { identityScope, toGrantedScopes, toScopeName } from './scopes'

it('knows a scope by its long name, whichever was asked for', () => {
  const long = 'https://www.googleapis.com/auth/userinfo.email'
  expect(toGrantedScopes(`openid email ${long}`, '')).toEqual([long, 'openid'])
})

it('takes what was asked for where the answer does not say, and nothing where it says nothing', () => {
  expect(toGrantedScopes(undefined, identityScope)).toHaveLength(3)
  expect(toGrantedScopes('', identityScope)).toEqual([])
})

it.each(['', 'Calendar', 'calendar ', 'toString', '__proto__', null])(
  'has no scope named %j',
  (name) => expect(toScopeName(name)).toBeNull(),
)
