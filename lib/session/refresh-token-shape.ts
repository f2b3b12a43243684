// 64 bytes of base64url (refresh-token.ts), for the edge guard too: what cannot be one is not worth a call.
const shape = /^[A-Za-z0-9_-]{86}$/

export function isRefreshTokenShaped(text: string): boolean {
  return shape.test(text)
}
