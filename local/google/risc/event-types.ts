const risc = 'https://schemas.openid.net/secevent/risc/event-type/'
const oauth = 'https://schemas.openid.net/secevent/oauth/event-type/'

/** What Google tells of (developers.google.com/identity/protocols/risc, "Supported event types"). */
export const eventTypes = {
  'sessions-revoked': `${risc}sessions-revoked`,
  'tokens-revoked': `${oauth}tokens-revoked`,
  'token-revoked': `${oauth}token-revoked`,
  'account-disabled': `${risc}account-disabled`,
  'account-enabled': `${risc}account-enabled`,
  'account-credential-change-required': `${risc}account-credential-change-required`,
  verification: `${risc}verification`,
} as const

export type EventName = keyof typeof eventTypes

export const eventNames = Object.keys(eventTypes) as [EventName, ...EventName[]]

export const riscPaths = {
  configuration: '/.well-known/risc-configuration',
  stream: '/v1beta/stream',
}

/** Google's identifier of itself in security events: that of its ID tokens, and a slash. */
export function toRiscIssuer(issuer: string): string {
  return `${issuer}/`
}

export function toRiscConfiguration(issuer: string): Record<string, unknown> {
  return {
    issuer: toRiscIssuer(issuer),
    jwks_uri: `${issuer}/oauth2/v3/certs`,
    delivery_methods_supported: [deliveryMethodPush],
  }
}

export const deliveryMethodPush = 'https://schemas.openid.net/secevent/risc/delivery-method/push'
