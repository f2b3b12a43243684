// Replicas whose Google is a fake one: what it answers and what reaches it are the test's to say and to see.
import { FakeGoogle } from './fake-google.ts'
import { type AccountPlanting, type PlantedAccount, plantGoogleAccount } from './planted-google.ts'
import { type ExactRequest, send } from './send.ts'
import type { StackAddresses } from './stack/addresses.ts'
import { type Replica, startReplica } from './stack/replica.ts'

export const eventsPath = '/api/google/calendar/v3/calendars/primary/events'

export interface Gateway {
  readonly google: FakeGoogle
  readonly replicas: readonly Replica[]
  /** Somebody who has connected Google. */
  plant(planting?: Partial<AccountPlanting>): Promise<PlantedAccount>
  /** A call by `user`'s Bearer token; of the first replica unless told otherwise. */
  ask(user: PlantedAccount, request?: ExactRequest & { site?: string }): Promise<Response>
  stop(): Promise<void>
}

export async function startGateway(
  stack: StackAddresses,
  {
    count = 1,
    withoutMiddleware = false,
    env = {},
  }: { count?: number; withoutMiddleware?: boolean; env?: Record<string, string> } = {},
): Promise<Gateway> {
  const google = await FakeGoogle.start(stack.clientId)
  const own = { AUTH_GOOGLE_ISSUER: google.issuer, GOOGLE_API_ORIGIN: google.issuer, ...env }
  const replicas = await Promise.all(
    Array.from({ length: count }, () => startReplica(stack, { env: own, withoutMiddleware })),
  )
  return {
    google,
    replicas,
    plant: (planting = {}) =>
      plantGoogleAccount(stack, {
        issuer: google.issuer,
        accessToken: 'ya29.fresh',
        refreshToken: '1//refresh',
        ...planting,
      }),
    ask: (user, { site = replicas[0]!.url, headers, rawTarget = eventsPath, ...request } = {}) =>
      send(site, {
        ...request,
        rawTarget,
        headers: { authorization: `Bearer ${user.accessToken}`, ...headers },
      }),
    async stop() {
      await Promise.all(replicas.map((replica) => replica.stop()))
      await google.stop()
    },
  }
}
