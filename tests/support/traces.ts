// What a secret looks like where somebody left it: as it is, and in the spellings a log or a table would give it.

/** Whole and in part, so that a token that was cut or wrapped is found as well. */
function tracesOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const decoded = Buffer.from(secret, 'base64url')
  const spelled = [secret, bytes.toString('base64'), bytes.toString('hex')]
  // The bytes that a token of base64url stands for.
  if (/^[\w-]{40,}$/.test(secret)) spelled.push(decoded.toString('hex'), decoded.toString('base64'))
  const whole = [...spelled, encodeURIComponent(secret)].map((text) => text.replace(/=+$/, ''))
  // The end of a token is each one's own; its beginning may be a session's id or a JWT's header.
  return [...new Set([...whole, secret.slice(-32)])]
}

/** The traces of `secrets` that are in `text`. */
export function findTraces(text: string, secrets: readonly string[]): string[] {
  const lower = text.toLowerCase()
  return secrets.flatMap(tracesOf).filter((trace) => {
    return /^[0-9a-f]+$/.test(trace) ? lower.includes(trace) : text.includes(trace)
  })
}
