const addresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const hosts = new Set(['127.0.0.1', 'localhost', '[::1]'])

export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && addresses.has(address)
}

export function isLoopbackHost(hostname: string): boolean {
  return hosts.has(hostname)
}
