// Three replicas of the production build behind nginx, with a fault proxy between them and Postgres. Requests go to
// `url`, which is nginx, unless a test wants a certain replica.
import { findFreePort } from '../../../local/ports.mjs'
import type { SiteAddresses, StackAddresses } from '../stack/addresses.ts'
import { type Replica, startReplica } from '../stack/replica.ts'
import { FaultProxy } from './fault-proxy.ts'
import { type Nginx, startNginx } from './nginx.ts'

export type ClusterStack = SiteAddresses

type Environment = Readonly<Record<string, string | undefined>>

export interface ClusterOptions {
  readonly env?: Environment
  /** Added for one replica, by its index. */
  readonly envOf?: Readonly<Record<number, Environment>>
}

const size = 3

export class Cluster {
  readonly database: FaultProxy
  readonly #stack: ClusterStack
  readonly #options: ClusterOptions
  readonly #ports: readonly number[]
  readonly #replicas: Replica[] = []
  readonly #names: readonly string[]
  #nginx: Nginx | null = null

  private constructor(
    stack: ClusterStack,
    database: FaultProxy,
    ports: readonly number[],
    options: ClusterOptions,
  ) {
    this.#stack = stack
    this.database = database
    this.#ports = ports
    this.#options = options
    this.#names = ports.map((port) => `cluster-${port}`)
  }

  static async start(stack: ClusterStack, options: ClusterOptions = {}): Promise<Cluster> {
    const database = await FaultProxy.to(stack.databaseUrl)
    const ports: number[] = []
    for (let index = 0; index < size; index++) ports.push((await findFreePort()) as number)
    const cluster = new Cluster(stack, database, ports, options)
    try {
      await Promise.all(ports.map((_, index) => cluster.startReplica(index)))
      cluster.#nginx = await startNginx(ports)
    } catch (error) {
      await cluster.stop()
      throw error
    }
    return cluster
  }

  /** nginx, which spreads requests over the replicas. */
  get url(): string {
    return this.#nginx!.url
  }

  get nginx(): Nginx {
    return this.#nginx!
  }

  get replicas(): readonly Replica[] {
    return this.#replicas
  }

  /** For tests/support/login.ts, which asks the first replica of a stack. */
  get site(): Pick<StackAddresses, 'replicaUrls' | 'googleUrl'> {
    return { replicaUrls: [this.url, this.url], googleUrl: this.#stack.googleUrl }
  }

  /** Starts the replica on the port it had before. */
  async startReplica(index: number): Promise<void> {
    const env = {
      TRUSTED_PROXY_HOPS: '1',
      ...this.#options.env,
      ...this.#options.envOf?.[index],
      DATABASE_URL: this.database.through(this.#stack.databaseUrl),
    }
    const [port, name] = [this.#ports[index]!, this.#names[index]!]
    this.#replicas[index] = await startReplica(this.#stack, { env, port, name })
  }

  async stop(): Promise<void> {
    await this.#nginx?.stop()
    await this.database.heal()
    await Promise.all(this.#replicas.map((replica) => replica?.stop()))
    await this.database.stop()
  }
}
