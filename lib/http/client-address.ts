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

function truncateIpv6(address: string): string {
  const url = new URL(`http://[${address.split('%')[0]}]`)
  const [head = '', tail] = url.hostname.slice(1, -1).split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  return `${groups.slice(0, 3).join(':')}::/48`
}

/** Enough to recognise a place, too little to find a person: /24 for IPv4, /48 for IPv6. */
export function truncateAddress(address: string | null): string | null {
  if (!address) return null
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (ipv4.safeParse(mapped).success) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`
  return ipv6.safeParse(mapped).success ? truncateIpv6(mapped) : null
}
