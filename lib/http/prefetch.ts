/** The browser fetching ahead of a click (Speculation Rules, `<link rel=prefetch>`): no reason to begin or renew anything. */
export function isPrefetch(headers: Headers): boolean {
  const purpose = headers.get('sec-purpose') ?? headers.get('purpose') ?? headers.get('x-moz')
  return purpose?.includes('prefetch') ?? false
}
