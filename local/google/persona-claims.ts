import { findPersonaBySub, getPersona, type Persona } from './personas.ts'
import type { PersonaOverride } from './settings.ts'

/** What Google would say about a persona: the union of its ID token and userinfo claims. */
export type PersonaClaims = { sub: string } & Record<string, unknown>

export type Overrides = Readonly<Record<string, PersonaOverride>>

/** `overrides` win; an override of `null` leaves the claim out. */
export function toClaims(persona: Persona, overrides: Overrides, issuer: string): PersonaClaims {
  const { sub, ...override } = overrides[persona.id] ?? {}
  const claims: Record<string, unknown> = {
    email: persona.email,
    email_verified: persona.emailVerified,
    name: persona.name,
    given_name: persona.givenName,
    family_name: persona.familyName,
    picture: `${issuer}/picture/${persona.id}.svg`,
    hd: persona.hd,
    ...override,
  }
  const present = Object.entries(claims).filter(
    ([, value]) => value !== null && value !== undefined,
  )
  return { ...Object.fromEntries(present), sub: sub ?? persona.sub }
}

/** An overridden subject wins over somebody's own, so that a test may borrow another's subject. */
export function getPersonaBySub(sub: string, overrides: Overrides): Persona | null {
  const borrower = Object.keys(overrides).find((id) => overrides[id]?.sub === sub)
  return (borrower && getPersona(borrower)) || findPersonaBySub(sub)
}
