import { createHash } from 'node:crypto'
import type { Persona } from './personas.ts'

/** A made-up portrait: initials on a colour of the persona's own. */
export function toPicture(persona: Persona): string {
  const hue = (createHash('sha256').update(persona.sub).digest()[0] ?? 0) * 1.4
  const initials = `${persona.givenName.charAt(0)}${persona.familyName.charAt(0)}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96"><rect width="96" height="96" fill="hsl(${hue} 55% 34%)"/><text x="48" y="48" dy=".35em" text-anchor="middle" font-family="sans-serif" font-size="38" fill="#fff">${initials}</text></svg>`
}
