import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setEnvironment } from '@/tests/support/unit-environment'

async function addressWith(
  environment: { TRUSTED_PROXY_HOPS?: string; INTERNAL_ORIGIN?: string },
  headers: Record<string, string>,
): Promise<string | null> {
  setEnvironment(environment)
  const { clientAddress } = await import('./client-address')
  return clientAddress(new Headers(headers))
}

setEnvironment()
const { toAddressBucket, truncateAddress } = await import('./client-address')

describe('the address of a client', () => {
  it('is not taken from X-Forwarded-For without a trusted proxy', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7', forwarded: 'for=203.0.113.7' }
    expect(await addressWith({}, headers)).toBeNull()
  })

  it('is not taken from the peer header where no front door wrote it', async () => {
    expect(await addressWith({}, { 'x-gatehouse-peer': '203.0.113.7' })).toBeNull()
  })

  it('is the address at the other end of the connection behind our own front door', async () => {
    const headers = { 'x-gatehouse-peer': '203.0.113.7', 'x-forwarded-for': '198.51.100.1' }
    const environment = { INTERNAL_ORIGIN: 'http://127.0.0.1:3000' }
    expect(await addressWith(environment, headers)).toBe('203.0.113.7')
  })

  it.each([
    ['1', '203.0.113.7'],
    ['2', '198.51.100.1'],
    ['3', '192.0.2.9'],
  ])('is the one that the outermost of %s proxies saw', async (TRUSTED_PROXY_HOPS, expected) => {
    const headers = { 'x-forwarded-for': '192.0.2.9, 198.51.100.1 ,203.0.113.7' }
    expect(await addressWith({ TRUSTED_PROXY_HOPS }, headers)).toBe(expected)
  })

  it('is never one that stands left of what our proxies wrote', async () => {
    setEnvironment({ TRUSTED_PROXY_HOPS: '1' })
    const { clientAddress } = await import('./client-address')
    fc.assert(
      fc.property(fc.array(fc.ipV4(), { maxLength: 5 }), fc.ipV4(), (claimed, seen) => {
        const header = [...claimed, seen].join(', ')
        expect(clientAddress(new Headers({ 'x-forwarded-for': header }))).toBe(seen)
      }),
    )
  })

  it.each([
    ['fewer entries than proxies', '203.0.113.7'],
    ['no header', ''],
    ['a word', 'unknown, x'],
    ['a port', '203.0.113.7:1234, x'],
    ['an empty entry', ', x'],
    ['a script', '<script>alert(1)</script>, x'],
    ['an address out of range', '256.1.1.1, x'],
    ['a number', '3405803783, x'],
  ])('is unknown where the header holds %s', async (_, forwarded) => {
    const headers = { 'x-forwarded-for': forwarded }
    expect(await addressWith({ TRUSTED_PROXY_HOPS: '2' }, headers)).toBeNull()
  })

  it('may be an IPv6 address', async () => {
    const headers = { 'x-forwarded-for': '2001:db8::1' }
    expect(await addressWith({ TRUSTED_PROXY_HOPS: '1' }, headers)).toBe('2001:db8::1')
  })
})

describe('a truncated address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['::FFFF:203.0.113.77', '203.0.113.0/24'],
    ['::ffff:cb00:714d', '203.0.113.0/24'],
    ['0:0:0:0:0:ffff:cb00:714d', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:0DB8:0001:0002:0003:0004:0005:0006', '2001:db8:1::/48'],
    ['2001:db8::6', '2001:db8:0::/48'],
    ['2001:db8:1::', '2001:db8:1::/48'],
    ['2001::5:6', '2001:0:0::/48'],
    ['::1', '127.0.0.0/24'],
    ['0:0:0:0:0:0:0:1', '127.0.0.0/24'],
    ['::ffff:127.0.0.1', '127.0.0.0/24'],
    ['::2', '0:0:0::/48'],
    ['fe80::1:2:3:4', 'fe80:0:0::/48'],
  ])('of %s is %s', (address, expected) => {
    expect(truncateAddress(address)).toBe(expected)
  })

  it.each([null, '', 'localhost', '203.0.113', '2001:db8', '1::2::3', '<b>', '::', '0::0'])(
    'of %j is unknown',
    (address) => {
      expect(truncateAddress(address)).toBeNull()
    },
  )

  it('of IPv4 keeps the network and drops the last byte', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a, b, c] = address.split('.')
        expect(truncateAddress(address)).toBe(`${a}.${b}.${c}.0/24`)
      }),
    )
  })

  it('of IPv6 is the same however the address is spelled and whatever its last 80 bits are', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    const network = fc.tuple(fc.integer({ min: 1, max: 0xffff }), group, group)
    const host = fc.tuple(group, group, group, group, group)
    fc.assert(
      fc.property(network, host, (prefix, rest) => {
        const groups = [...prefix, ...rest]
        const hex = groups.map((value) => value.toString(16))
        const long = hex.map((text) => text.padStart(4, '0').toUpperCase()).join(':')
        const short = new URL(`http://[${hex.join(':')}]`).hostname.slice(1, -1)
        const expected = `${hex.slice(0, 3).join(':')}::/48`
        expect(truncateAddress(long)).toBe(expected)
        expect(truncateAddress(short)).toBe(expected)
      }),
    )
  })
})

describe('what a client counts as', () => {
  it.each([
    '203.0.113.7',
    '::ffff:203.0.113.7',
    '::FFFF:203.0.113.7',
    '::ffff:cb00:7107',
    '0:0:0:0:0:FFFF:CB00:7107',
    '0000:0000:0000:0000:0000:ffff:203.0.113.7',
  ])('is the IPv4 address, spelled %s', (address) => {
    expect(toAddressBucket(address)).toBe('203.0.113.7')
  })

  it('is the same for every address and every spelling in one network of 64 bits', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    const network = fc.tuple(fc.integer({ min: 1, max: 0xffff }), group, group, group)
    const hosts = fc.tuple(group, group, group, group)
    fc.assert(
      fc.property(network, hosts, hosts, (prefix, one, other) => {
        const long = [...prefix, ...one].map((part) => part.toString(16).padStart(4, '0'))
        const groups = [...prefix, ...other].map((part) => part.toString(16)).join(':')
        const short = new URL(`http://[${groups}]`).hostname.slice(1, -1)
        const bucket = toAddressBucket(short)
        expect(bucket).toMatch(/::\/64$/)
        expect(toAddressBucket(long.join(':').toUpperCase())).toBe(bucket)
        expect(toAddressBucket(groups)).toBe(bucket)
      }),
    )
  })

  it('is another for the network beside it', () => {
    expect(toAddressBucket('2001:db8:0:1::1')).not.toBe(toAddressBucket('2001:db8:0:2::1'))
    expect(toAddressBucket('203.0.113.7')).not.toBe(toAddressBucket('203.0.113.8'))
  })

  it.each(['::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])(
    'is the same for %s as for 127.0.0.1: one machine',
    (address) => {
      expect(toAddressBucket(address)).toBe('127.0.0.1')
    },
  )

  it('leaves the zone of a link-local address out', () => {
    expect(toAddressBucket('fe80::1%eth0')).toBe(toAddressBucket('fe80::1'))
  })

  it.each([null, '', 'localhost', '203.0.113', '<b>'])(
    'is one for all whose address is %j',
    (address) => {
      expect(toAddressBucket(address)).toBe('unknown')
    },
  )
})
