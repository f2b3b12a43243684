// A TCP proxy that fails on demand, put between a replica and what it depends on. Each fault is what the network or a
// dying server does; nothing here knows what is inside the bytes, but for the pattern that says when to hold them.
import { type AddressInfo, type Server, type Socket, createServer, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Fault {
  /** Connections are reset, and new ones refused. */
  readonly down?: boolean
  /**
   * New connections are accepted, and nothing passes in either direction, ever: what was open meanwhile stays mute after
   * the fault is gone, as behind a firewall that has forgotten it.
   */
  readonly mute?: boolean
  /** Added to every answer. */
  readonly latencyMs?: number
  /** How much of the answers passes in a second. */
  readonly bytesPerSecond?: number
  /** Each connection is reset after so many bytes of answers, counted from now. */
  readonly resetAfterBytes?: number
  /** The first connection on which a request with this text comes is held: the request itself, or all that answers it. */
  readonly hold?: { readonly what: 'request' | 'answer'; readonly from: string }
}

interface Link {
  readonly client: Socket
  readonly target: Socket
  isMute: boolean
  isHeld: boolean
  answered: number
}

export class FaultProxy {
  readonly #target: { host: string; port: number }
  readonly #links = new Set<Link>()
  #server: Server | null = null
  #fault: Fault = {}
  #held = 0
  port = 0

  private constructor(target: { host: string; port: number }) {
    this.#target = target
  }

  /** @param address a URL with a port: what it leads to is proxied */
  static async to(address: string): Promise<FaultProxy> {
    const { hostname, port } = new URL(address)
    const proxy = new FaultProxy({ host: hostname, port: Number(port) })
    await proxy.#listen()
    return proxy
  }

  /** The same URL, through this proxy. */
  through(address: string): string {
    const url = new URL(address)
    url.hostname = '127.0.0.1'
    url.port = String(this.port)
    return url.href
  }

  /** How many connections the present fault has held so far. */
  get held(): number {
    return this.#held
  }

  get connections(): number {
    return this.#links.size
  }

  /** From now on, in place of the fault before. */
  async impose(fault: Fault): Promise<void> {
    this.#fault = fault
    this.#held = 0
    for (const link of this.#links) link.answered = 0
    if (fault.mute) for (const link of this.#links) link.isMute = true
    if (fault.down) await this.#close()
    else if (!this.#server) await this.#listen()
  }

  /** Honest again. What is held is let go unless its client has left; what was mute stays so. */
  async heal(): Promise<void> {
    await this.impose({})
    for (const link of this.#links) {
      link.isHeld = false
      link.target.resume()
      link.client.resume()
    }
  }

  async stop(): Promise<void> {
    await this.#close()
  }

  #listen(): Promise<void> {
    const server = createServer((client) => this.#link(client))
    this.#server = server
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.port, '127.0.0.1', () => {
        this.port = (server.address() as AddressInfo).port
        resolve()
      })
    })
  }

  async #close(): Promise<void> {
    const server = this.#server
    this.#server = null
    const closed = new Promise((resolve) => (server ? server.close(resolve) : resolve(null)))
    for (const link of this.#links) this.#reset(link)
    await closed
  }

  #reset(link: Link): void {
    this.#links.delete(link)
    link.client.resetAndDestroy()
    link.target.destroy()
  }

  #link(client: Socket): void {
    const target = connect(this.#target)
    const isMute = this.#fault.mute ?? false
    const link: Link = { client, target, isMute, isHeld: false, answered: 0 }
    this.#links.add(link)
    client.setNoDelay(true)
    target.setNoDelay(true)
    // One end breaking is what this proxy is for; the other end learns of it.
    client.on('error', () => this.#reset(link))
    target.on('error', () => this.#reset(link))
    client.on('close', () => this.#leave(link))
    target.on('close', () => link.isMute || this.#leave(link))
    void this.#carryRequests(link)
    void this.#carryAnswers(link)
  }

  #leave(link: Link): void {
    this.#links.delete(link)
    link.client.destroy()
    link.target.destroy()
  }

  async #carryRequests(link: Link): Promise<void> {
    await carry(link.client, async (chunk: Buffer) => {
      const { hold } = this.#fault
      if (hold && this.#held === 0 && chunk.includes(hold.from)) {
        link.isHeld = true
        this.#held++
        if (hold.what === 'request') await this.#untilLetGo(link)
      }
      // Whoever is gone by now has never said it.
      if (!link.isMute && !link.client.destroyed && !link.target.destroyed) link.target.write(chunk)
    })
  }

  async #carryAnswers(link: Link): Promise<void> {
    await carry(link.target, async (chunk: Buffer) => {
      const { latencyMs, bytesPerSecond, resetAfterBytes } = this.#fault
      if (latencyMs) await sleep(latencyMs)
      if (bytesPerSecond) await sleep((chunk.length / bytesPerSecond) * 1_000)
      await this.#untilLetGo(link)
      link.answered += chunk.length
      if (resetAfterBytes !== undefined && link.answered > resetAfterBytes) this.#reset(link)
      else if (!link.isMute && !link.client.destroyed) link.client.write(chunk)
    })
  }

  async #untilLetGo(link: Link): Promise<void> {
    while (link.isHeld && !link.client.destroyed) await sleep(10)
  }
}

// In order, each chunk after the one before it is through.
async function carry(from: Socket, pass: (chunk: Buffer) => Promise<void>): Promise<void> {
  try {
    for await (const chunk of from.iterator({ destroyOnReturn: false })) await pass(chunk as Buffer)
  } catch {
    // A broken connection ends here; `error` and `close` have told the other end.
  }
}
