// The client's address, believed only as far as TRUSTED_PROXY_HOPS says: the right-most entries of
// X-Forwarded-For are the ones our own proxies wrote, everything left of them is the client's word. Without a proxy it is
// the address at the other end of the connection, which scripts/front-door.mjs puts in place of whatever was sent.
import { z } from 'zod'
import { env } from '@/lib/config/env'

const peerHeader = 'x-gatehouse-peer'

// zod rather than node:net, because the edge guard reads addresses too.
const ipv4 = z.ipv4()
const ipv6 = z.ipv6()

function isAddress(text: string): boolean {
  return ipv4.safeParse(text).success || ipv6.safeParse(text).success
}

/** The address of the client, or null where nobody we trust named one. */
export function clientAddress(headers: Headers): string | null {
  const { TRUSTED_PROXY_HOPS: hops, INTERNAL_ORIGIN } = env()
  // INTERNAL_ORIGIN says that this process stands behind the front door; elsewhere the header is the client's word.
  if (hops === 0) return INTERNAL_ORIGIN ? headers.get(peerHeader) : null
  const entries = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim())
  const address = entries.at(-hops)
  return address && isAddress(address) ? address : null
}

/** The eight groups of an IPv6 address, each in its one spelling: lower case, no leading zero. */
function groupsOf(address: string): string[] {
  // A zone (RFC 4007 §11) says which interface of ours it came in by, nothing about the client.
  const url = new URL(`http://[${address.split('%')[0]}]`)
  const [head = '', tail] = url.hostname.slice(1, -1).split('::')
  const left = head ? head.split(':') : []
  if (tail === undefined) return left
  const right = tail ? tail.split(':') : []
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
}

// RFC 4291 §2.5.5.2: ::ffff:203.0.113.7 is an IPv4 client seen through an IPv6 socket.
function mappedIpv4(groups: readonly string[]): string | null {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return null
  return groups
    .slice(6)
    .map((group) => parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.')
}

type Network = { ipv4: string } | { ipv6: string[] } | null

const unspecified = '0:0:0:0:0:0:0:0'
const loopback = '0:0:0:0:0:0:0:1'

function toNetwork(address: string): Network {
  if (ipv4.safeParse(address).success) return { ipv4: address }
  if (!ipv6.safeParse(address.split('%')[0]).success) return null
  const groups = groupsOf(address)
  // RFC 4291 §2.5.2: no client has it. §2.5.3: this machine, which is one place by whichever of its names.
  if (groups.join(':') === unspecified) return null
  if (groups.join(':') === loopback) return { ipv4: '127.0.0.1' }
  const mapped = mappedIpv4(groups)
  return mapped ? { ipv4: mapped } : { ipv6: groups }
}

/** Enough to recognise a place, too little to find a person: /24 for IPv4, /48 for IPv6. */
export function truncateAddress(address: string | null): string | null {
  const network = address ? toNetwork(address) : null
  if (!network) return null
  if ('ipv4' in network) return `${network.ipv4.split('.').slice(0, 3).join('.')}.0/24`
  return `${network.ipv6.slice(0, 3).join(':')}::/48`
}

/**
 * What a client counts as: its IPv4 address, or the /64 of its IPv6 address, all of which one line gets (RFC 6177), in
 * one spelling. Clients whose address nobody knows count as one, so that hiding it gains nothing.
 */
export function toAddressBucket(address: string | null): string {
  const network = address ? toNetwork(address) : null
  if (!network) return 'unknown'
  return 'ipv4' in network ? network.ipv4 : `${network.ipv6.slice(0, 4).join(':')}::/64`
}
