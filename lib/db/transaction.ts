import 'server-only'
import type { Prisma } from './generated/client'

/** What a statement runs on: the client itself, or a transaction somebody else opened. */
export type Transaction = Prisma.TransactionClient
