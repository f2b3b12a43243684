/** Where a request came from, as far as a truncated address tells (lib/http/client-address.ts). */
export type NetworkPlace = { kind: 'this_computer' } | { kind: 'network'; network: string }

// 127.0.0.0/8 (RFC 1122 §3.2.1.3), and ::1 as older rows have it.
const loopback = /^127\.|^0:0:0::/

/** `203.0.113.0/24` → the network 203.0.113.0. No place is made up: the address alone knows none. */
export function toNetworkPlace(truncatedAddress: string | null): NetworkPlace | null {
  if (!truncatedAddress) return null
  if (loopback.test(truncatedAddress)) return { kind: 'this_computer' }
  return { kind: 'network', network: truncatedAddress.replace(/\/\d+$/, '') }
}
