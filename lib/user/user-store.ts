// Users and their Google accounts. A user is (issuer, sub); the e-mail address is an attribute, updated at each sign-in,
// never a key and never a reason to link (OpenID Connect Core §5.7).
import 'server-only'
import type { Transaction } from '@/lib/db/transaction'
import type { Role } from '@/lib/session/access-token'

export type GoogleIdentity = { issuer: string; subject: string; email: string }

export type GoogleProfile = GoogleIdentity & {
  name: string | null
  picture: string | null
  role: Role
}

export type KnownAccount = {
  accountId: string
  userId: string
  /** By the administrator. */
  disabledAt: Date | null
  /** By Google, who has disabled its account (docs/security-events.md). */
  googleBlockedAt: Date | null
}

/** Whatever is done about one person takes turns from here to the end of the transaction. */
export async function lockIdentity(
  transaction: Transaction,
  { issuer, subject }: Pick<GoogleIdentity, 'issuer' | 'subject'>,
): Promise<void> {
  const identity = `identity ${issuer} ${subject}`
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${identity}, 0))`
}

/** So do two sign-ins with one new address. To be taken after the identity. */
export async function lockAddress(transaction: Transaction, email: string): Promise<void> {
  const address = `address ${email}`
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${address}, 0))`
}

export async function findAccount(
  transaction: Transaction,
  issuer: string,
  subject: string,
): Promise<KnownAccount | null> {
  const account = await transaction.account.findUnique({
    where: { provider_providerAccountId: { provider: issuer, providerAccountId: subject } },
    select: {
      id: true,
      userId: true,
      googleBlockedAt: true,
      user: { select: { disabledAt: true } },
    },
  })
  if (!account) return null
  const { id: accountId, userId, googleBlockedAt, user } = account
  return { accountId, userId, googleBlockedAt, disabledAt: user.disabledAt }
}

export async function isEmailTaken(transaction: Transaction, email: string): Promise<boolean> {
  return (await transaction.user.findFirst({ where: { email }, select: { id: true } })) !== null
}

function toUserColumns({ email, name, picture, role }: GoogleProfile) {
  return { email, emailVerified: true, name, picture, role }
}

export async function createUser(
  transaction: Transaction,
  ids: { userId: string; accountId: string },
  profile: GoogleProfile,
): Promise<void> {
  await transaction.user.create({
    data: {
      id: ids.userId,
      ...toUserColumns(profile),
      accounts: {
        create: {
          id: ids.accountId,
          provider: profile.issuer,
          providerAccountId: profile.subject,
        },
      },
    },
  })
}

export async function updateUser(
  transaction: Transaction,
  userId: string,
  profile: GoogleProfile,
): Promise<void> {
  await transaction.user.update({ where: { id: userId }, data: toUserColumns(profile) })
}
