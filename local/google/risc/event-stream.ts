import { setTimeout as sleep } from 'node:timers/promises'
import type { Folder } from '../folder.ts'
import { deliveryMethodPush, eventNames, eventTypes } from './event-types.ts'

export interface StreamConfiguration {
  delivery: { delivery_method: string; url: string }
  events_requested: string[]
}

export interface Delivery {
  at: string
  url: string
  jti: string
  /** null where the receiver did not answer. */
  status: number | null
  body: string
}

interface Stored {
  configuration: StreamConfiguration
  status: 'enabled' | 'disabled'
}

const fileName = 'risc-stream.json'
const timeoutMs = 15_000
const keptDeliveries = 100
const shownCharacters = 2_000
const retryMs = 200

/** Where the security events go, and what became of them. */
export class EventStream {
  readonly #folder: Folder
  readonly #standard: Stored
  #stored: Stored | null
  #deliveries: Delivery[] = []

  /** Until a stream is configured, events go to `standardUrl`: so the demo needs no registration. */
  constructor(folder: Folder, standardUrl: string) {
    this.#folder = folder
    const delivery = { delivery_method: deliveryMethodPush, url: standardUrl }
    const events = eventNames.map((name) => eventTypes[name])
    this.#standard = { configuration: { delivery, events_requested: events }, status: 'enabled' }
    this.#stored = folder.read(fileName) as Stored | null
  }

  /** null until it is configured. */
  get configured(): Readonly<Stored> | null {
    return this.#stored
  }

  get current(): Readonly<Stored> {
    return this.#stored ?? this.#standard
  }

  get deliveries(): readonly Delivery[] {
    return this.#deliveries
  }

  configure(configuration: StreamConfiguration): void {
    this.#keep({ configuration, status: this.#stored?.status ?? 'enabled' })
  }

  setStatus(status: Stored['status']): void {
    if (this.#stored) this.#keep({ ...this.#stored, status })
  }

  forget(): void {
    this.#keep(null)
  }

  #keep(stored: Stored | null): void {
    this.#stored = stored
    this.#folder.write(fileName, stored)
  }

  /** One attempt (RFC 8935 §2.1). */
  async push(
    token: string,
    {
      jti,
      url,
      contentType = 'application/secevent+jwt',
    }: { jti: string; url: string; contentType?: string },
  ): Promise<Delivery> {
    const headers = { 'content-type': contentType, accept: 'application/json' }
    const delivery: Delivery = { at: new Date().toISOString(), url, jti, status: null, body: '' }
    try {
      const signal = AbortSignal.timeout(timeoutMs)
      const init = { method: 'POST', headers, body: token, redirect: 'manual', signal } as const
      const response = await fetch(url, init)
      delivery.status = response.status
      delivery.body = (await response.text()).slice(0, shownCharacters)
    } catch (error) {
      delivery.body = error instanceof Error ? error.message : String(error)
    }
    this.#deliveries = [...this.#deliveries, delivery].slice(-keptDeliveries)
    return delivery
  }

  /** As Google: again, a limited number of times, while the receiver is in trouble. */
  async pushWithRetries(token: string, jti: string, attempts: number): Promise<Delivery> {
    const { url } = this.current.configuration.delivery
    for (let attempt = 1; ; attempt += 1) {
      const delivery = await this.push(token, { jti, url })
      const isOver = delivery.status !== null && delivery.status < 500
      if (isOver || attempt >= attempts) return delivery
      await sleep(retryMs * attempt)
    }
  }
}
