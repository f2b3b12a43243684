/** A made-up Google account. `note` is shown on the chooser and says what it is good for. */
export interface Persona {
  readonly id: string
  readonly sub: string
  readonly name: string
  readonly givenName: string
  readonly familyName: string
  readonly email: string
  readonly emailVerified: boolean
  readonly hd?: string
  readonly note: string
}

export const personas: readonly Persona[] = [
  {
    id: 'ada',
    sub: '104729000000000000017',
    name: 'Ada Admin',
    givenName: 'Ada',
    familyName: 'Admin',
    email: 'ada@example.com',
    emailVerified: true,
    note: 'Administrator',
  },
  {
    id: 'grace',
    sub: '108642000000000000029',
    name: 'Grace Guest',
    givenName: 'Grace',
    familyName: 'Guest',
    email: 'grace@example.com',
    emailVerified: true,
    note: 'An ordinary user',
  },
  {
    id: 'charlie',
    sub: '112358000000000000031',
    name: 'Charlie Hesitant',
    givenName: 'Charlie',
    familyName: 'Hesitant',
    email: 'charlie@example.com',
    emailVerified: true,
    note: 'Goes on to consent, then presses Cancel',
  },
  {
    id: 'rosalind',
    sub: '101325000000000000043',
    name: 'Rosalind Revoked',
    givenName: 'Rosalind',
    familyName: 'Revoked',
    email: 'rosalind@example.com',
    emailVerified: true,
    note: 'Connect her calendar, then withdraw it at /control here',
  },
  {
    id: 'wendy',
    sub: '117011000000000000059',
    name: 'Wendy Workspace',
    givenName: 'Wendy',
    familyName: 'Workspace',
    email: 'wendy@workspace.example.com',
    emailVerified: true,
    hd: 'workspace.example.com',
    note: 'For AUTH_GOOGLE_HD=workspace.example.com: only she gets in',
  },
  {
    id: 'uma',
    sub: '115249000000000000061',
    name: 'Uma Unverified',
    givenName: 'Uma',
    familyName: 'Unverified',
    email: 'uma@example.com',
    emailVerified: false,
    note: 'Her e-mail address is not verified',
  },
  {
    id: 'imogen',
    sub: '103993000000000000073',
    name: 'Imogen Impostor',
    givenName: 'Imogen',
    familyName: 'Impostor',
    email: 'grace@example.com',
    emailVerified: true,
    note: 'Another account with the address of Grace',
  },
]

/** Enough people for a crowd: `user1` to `user9999`, who are not on the chooser. */
const crowdId = /^user([1-9]\d{0,3})$/

function toCrowdMember(number: string): Persona {
  return {
    id: `user${number}`,
    sub: `12${number.padStart(19, '0')}`,
    name: `User ${number}`,
    givenName: 'User',
    familyName: number,
    email: `user${number}@example.com`,
    emailVerified: true,
    note: 'One of a crowd',
  }
}

export function isPersonaId(id: string): boolean {
  return crowdId.test(id) || personas.some((persona) => persona.id === id)
}

export function getPersona(id: string): Persona | null {
  const [, number] = crowdId.exec(id) ?? []
  if (number) return toCrowdMember(number)
  return personas.find((persona) => persona.id === id) ?? null
}

export function findPersonaBySub(sub: string): Persona | null {
  const [, number] = /^120+([1-9]\d{0,3})$/.exec(sub) ?? []
  const member = number ? toCrowdMember(number) : null
  if (member?.sub === sub) return member
  return personas.find((persona) => persona.sub === sub) ?? null
}
