// The headers of every response (OWASP ASVS 5.0 §3.4). What is the same for all is set by next.config.ts; the content
// security policy of pages holds a nonce, so the guard makes it for each response. Strict-Transport-Security depends on
// AUTH_URL, which no build knows, so scripts/front-door.mjs adds it.

const denied = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
]

/** For whatever is not a page: nothing may load, run or frame it. */
const lockedPolicy =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': lockedPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': denied.map((feature) => `${feature}=()`).join(', '),
  'x-dns-prefetch-control': 'off',
  'x-permitted-cross-domain-policies': 'none',
}

const nonceBytes = 18

export function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(nonceBytes))
  return btoa(String.fromCharCode(...bytes))
}

/** @param options.isDevelopment `next dev` evaluates code and opens a socket for hot reload */
export function pagePolicy(nonce: string, options: { isDevelopment: boolean }): string {
  const evaluation = options.isDevelopment ? " 'unsafe-eval'" : ''
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    options.isDevelopment
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: https://lh3.googleusercontent.com",
    "font-src 'self'",
    options.isDevelopment ? "connect-src 'self' ws:" : "connect-src 'self'",
    "manifest-src 'self'",
    // Nothing but public/offline-worker.js.
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ]
  return directives.join('; ')
}
