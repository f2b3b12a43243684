import type { Cluster } from '../support/faults/cluster.ts'
import type { Fault, FaultProxy } from '../support/faults/fault-proxy.ts'

export interface Breakage {
  readonly name: string
  begin(): Promise<void>
  end(): Promise<void>
}

function atProxy(name: string, proxy: FaultProxy, fault: Fault): Breakage {
  return { name, begin: () => proxy.impose(fault), end: () => proxy.heal() }
}

// The third replica alone: the memory of the others is watched from the beginning to the end.
function ending(name: string, cluster: Cluster, signal: NodeJS.Signals): Breakage {
  const last = cluster.replicas.length - 1
  return {
    name,
    begin: () => cluster.replicas[last]!.end(signal),
    end: () => cluster.startReplica(last),
  }
}

/** Everything that can break here, one after the other. */
export function breakInTurn(cluster: Cluster, redis: FaultProxy | null): Breakage[] {
  const { database } = cluster
  return [
    atProxy('Postgres down', database, { down: true }),
    ending('kill -9', cluster, 'SIGKILL'),
    atProxy('Postgres hanging', database, { mute: true }),
    ending('SIGTERM', cluster, 'SIGTERM'),
    atProxy('Postgres five seconds late', database, { latencyMs: 5_000 }),
    ...(redis
      ? [
          atProxy('Redis down', redis, { down: true }),
          atProxy('Redis hanging', redis, { mute: true }),
        ]
      : []),
  ]
}
