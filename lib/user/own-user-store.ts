// The user's row as the user may see it, and its end.
import 'server-only'
import { db } from '@/lib/db/client'
import type { Transaction } from '@/lib/db/transaction'
import type { GoogleIdentity } from './user-store'

/** A user as their export shows them. */
export type ExportedProfile = {
  id: string
  email: string
  email_verified: boolean
  name: string | null
  picture: string | null
  role: string
  created_at: string
  updated_at: string
}

export async function findProfile(userId: string): Promise<ExportedProfile | null> {
  const row = await db().user.findUnique({ where: { id: userId } })
  if (!row) return null
  const { id, email, name, picture, role } = row
  return {
    ...{ id, email, name, picture, role },
    email_verified: row.emailVerified,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

export async function isUserKnown(userId: string): Promise<boolean> {
  return (await db().user.count({ where: { id: userId } })) > 0
}

/** By what a sign-in of this user would be told apart, to take turns with it. */
export async function findIdentities(
  transaction: Transaction,
  userId: string,
): Promise<GoogleIdentity[]> {
  const rows = await transaction.account.findMany({
    where: { userId },
    orderBy: { id: 'asc' },
    select: { provider: true, providerAccountId: true, user: { select: { email: true } } },
  })
  return rows.map(({ provider, providerAccountId, user }) => ({
    issuer: provider,
    subject: providerAccountId,
    email: user.email,
  }))
}

/**
 * Google accounts, sessions, favourites and notes go with the row.
 * @returns whether there was one to delete
 */
export async function deleteUser(transaction: Transaction, userId: string): Promise<boolean> {
  const { count } = await transaction.user.deleteMany({ where: { id: userId } })
  return count > 0
}
