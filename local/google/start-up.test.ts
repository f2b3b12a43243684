import { expect, it } from 'vitest'
import { findFaults, toOptions } from './start-up.ts'

const env = {
  LOCAL_GOOGLE_PORT: '4400',
  LOCAL_GOOGLE_CLIENT_ID: 'id',
  LOCAL_GOOGLE_CLIENT_SECRET: 'secret',
  LOCAL_GOOGLE_REDIRECT_URIS: 'http://localhost:3000/a, http://localhost:3001/b',
}

it('starts with a complete environment', () => {
  expect(findFaults(env)).toEqual([])
  expect(toOptions(env)).toMatchObject({
    port: 4400,
    client: { redirectUris: ['http://localhost:3000/a', 'http://localhost:3001/b'] },
  })
})

it('never starts in production', () => {
  expect(findFaults({ ...env, NODE_ENV: 'production' })).toHaveLength(1)
})

it('names everything that is missing or malformed at once', () => {
  expect(findFaults({})).toHaveLength(4)
  expect(
    findFaults({ ...env, LOCAL_GOOGLE_PORT: '70000', LOCAL_GOOGLE_REDIRECT_URIS: 'nonsense' }),
  ).toEqual([
    'LOCAL_GOOGLE_PORT is not a port number',
    'LOCAL_GOOGLE_REDIRECT_URIS: nonsense is not a URL',
  ])
})
