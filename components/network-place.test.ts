import { expect, test } from 'vitest'
import { truncateAddress } from '@/lib/http/client-address'
import { toNetworkPlace } from './network-place'

test.each([
  ['203.0.113.7', { kind: 'network', network: '203.0.113.0' }],
  ['2001:db8:1:2::3', { kind: 'network', network: '2001:db8:1::' }],
  ['12.7.0.1', { kind: 'network', network: '12.7.0.0' }],
  ['127.0.0.1', { kind: 'this_computer' }],
  ['::1', { kind: 'this_computer' }],
  ['::ffff:127.0.0.1', { kind: 'this_computer' }],
  ['::', null],
  [null, null],
])('%s is told as %j', (address, place) => {
  expect(toNetworkPlace(truncateAddress(address))).toEqual(place)
})
