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
    note: 'Withdraws her consent later',
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
    note: 'A Google Workspace account',
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
