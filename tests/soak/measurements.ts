// What the long run watches: how soon people are served again after each fault, and what grows that should not.
import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster, ClusterStack } from '../support/faults/cluster.ts'
import type { Verdict, Visitors } from '../support/faults/visitors.ts'
import { queryDatabase } from '../support/query-database.ts'
import type { Breakage } from './breakages.ts'

const recoveryMs = 10_000
const maxGrowth = 1.1
const maxMoreDescriptors = 15

interface Sample {
  readonly rssMb: number[]
  readonly descriptors: number[]
}

function residentMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
  return Math.round(Number(kilobytes) / 1_024)
}

function medianOf(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

export class Measurements {
  readonly #samples: Sample[] = []
  readonly #faults: string[] = []

  readonly #cluster: Cluster
  readonly #stack: ClusterStack
  readonly #visitors: Visitors

  constructor(cluster: Cluster, stack: ClusterStack, visitors: Visitors) {
    this.#cluster = cluster
    this.#stack = stack
    this.#visitors = visitors
  }

  /** One fault for a phase, then the same time without. */
  async endure(breakage: Breakage, phaseMs: number): Promise<void> {
    await breakage.begin()
    await sleep(phaseMs)
    await breakage.end()
    const mendedAt = performance.now()
    const recovered = await this.#untilServed(mendedAt)
    await sleep(phaseMs)
    this.#sample()
    const { rssMb, descriptors } = this.#samples.at(-1)!
    const rows = await this.#countRows()
    const back = recovered === null ? 'NOT BACK' : `back after ${recovered} ms`
    const trouble = this.#visitors.troubleSince(performance.now() - phaseMs / 2)
    if (recovered === null) this.#faults.push(`${breakage.name}: not back within ten seconds`)
    if (trouble > 0) this.#faults.push(`${breakage.name}: ${trouble} errors long after it`)
    console.log(
      `${breakage.name.padEnd(28)} ${back.padEnd(20)} RSS ${rssMb.join('/')} MB, fds ${descriptors.join('/')}, rows ${JSON.stringify(rows)}`,
    )
  }

  conclude(verdict: Verdict): boolean {
    const { faults, ...figures } = verdict
    console.log(`\n${JSON.stringify(figures)}`)
    this.#faults.push(...new Set(faults), ...this.#growth())
    if (verdict.lostSessions > 0) this.#faults.push(`lost sessions: ${verdict.lostSessions}`)
    for (const fault of this.#faults) console.log(`✗ ${fault}`)
    console.log(`lost sessions: ${verdict.lostSessions}`)
    console.log(this.#faults.length > 0 ? 'failed' : 'passed')
    return this.#faults.length === 0
  }

  async #untilServed(since: number): Promise<number | null> {
    while (this.#visitors.servedSince(since) < 20) {
      if (performance.now() - since > recoveryMs) return null
      await sleep(20)
    }
    return Math.round(performance.now() - since)
  }

  // The last replica is ended and started again and again.
  #sample(): void {
    const pids = this.#cluster.replicas.slice(0, -1).map(({ pid }) => pid)
    this.#samples.push({
      rssMb: pids.map(residentMb),
      descriptors: pids.map((pid) => readdirSync(`/proc/${pid}/fd`).length),
    })
  }

  async #countRows() {
    const [rows] = await queryDatabase(
      this.#stack,
      `SELECT (SELECT count(*)::int FROM sessions) AS sessions,
         (SELECT count(*)::int FROM audit_events) AS events,
         (SELECT count(*)::int FROM counters) AS counters`,
    )
    return rows
  }

  /** The last third against the one before it; the first is the process warming up. */
  #growth(): string[] {
    const third = Math.floor(this.#samples.length / 3)
    if (third === 0) return []
    const late = this.#samples.slice(-third)
    const before = this.#samples.slice(-2 * third, -third)
    return [0, 1].flatMap((index) => {
      const rss = (samples: Sample[]) => medianOf(samples.map(({ rssMb }) => rssMb[index]!))
      const fds = (samples: Sample[]) =>
        medianOf(samples.map(({ descriptors }) => descriptors[index]!))
      return [
        rss(late) > rss(before) * maxGrowth && `RSS grew from ${rss(before)} to ${rss(late)} MB`,
        fds(late) > fds(before) + maxMoreDescriptors &&
          `fds grew from ${fds(before)} to ${fds(late)}`,
      ].filter((fault) => fault !== false)
    })
  }
}
