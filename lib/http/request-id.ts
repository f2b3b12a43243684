export const requestIdHeader = 'x-request-id'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isRequestId(text: string): boolean {
  return uuid.test(text)
}

/** The id the guard gave this request, or a new one; anything but a UUID is not believed. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get(requestIdHeader)
  return given && isRequestId(given) ? given : crypto.randomUUID()
}
