// What Auth.js gets as its database. By the time it asks, the verified sign-in has been written in one transaction
// (register-sign-in.ts), so that it finds the account and is handed the session that is already there. Everything it
// would do on its own (create, link, update) is refused: those are separate statements without a transaction.
import 'server-only'
import type { Adapter } from '@auth/core/adapters'
import { PrismaAdapter } from '@auth/prisma-adapter'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import type { SignedIn } from './register-sign-in'

function refuse(): never {
  throw new Error('Auth.js tried to write on its own')
}

/** @param signedIn what was written for this callback, null before */
export function callbackAdapter(signedIn: () => SignedIn | null): Adapter {
  const { getUserByAccount } = PrismaAdapter(db() as never)
  return {
    async getUserByAccount({ providerAccountId }) {
      if (!signedIn()) return null
      return getUserByAccount!({ provider: env().AUTH_GOOGLE_ISSUER, providerAccountId })
    },
    async createSession({ userId, expires }) {
      const done = signedIn()
      if (done?.subject.userId !== userId) return refuse()
      return { sessionToken: done.refreshToken.rawToken, userId, expires }
    },
    createUser: refuse,
    getUser: refuse,
    getUserByEmail: refuse,
    updateUser: refuse,
    linkAccount: refuse,
    getSessionAndUser: refuse,
    updateSession: refuse,
    deleteSession: refuse,
  }
}
