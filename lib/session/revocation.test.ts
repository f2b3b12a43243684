import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setEnvironment } from '@/tests/support/unit-environment'

setEnvironment({ LOG_LEVEL: 'silent' })
const { createRevocationList } = await import('./revocation')

/** The database as the list sees it: it can be slow or away, and it answers with what was true when it was asked. */
class Revocations {
  now = 0
  questions = 0
  isAway = false
  revoked = new Set<string>()
  held: (() => void)[] | null = null

  readonly list = createRevocationList(
    () => this.answer(),
    () => this.now,
  )

  private async answer(): Promise<string[]> {
    this.questions++
    const snapshot = [...this.revoked]
    if (this.held) await new Promise<void>((resolve) => this.held!.push(resolve))
    if (this.isAway) throw new Error('connection refused')
    return snapshot
  }

  isRevoked(id = 'a'): Promise<boolean> {
    return this.list.isRevoked(id)
  }

  /** What a request is told that may not wait: `null` where it is still waiting. */
  async isRevokedAtOnce(id = 'a'): Promise<boolean | null> {
    let told: boolean | null = null
    const answer = this.list.isRevoked(id).then((is) => (told = is))
    answer.catch(() => null)
    await vi.advanceTimersByTimeAsync(0)
    return told
  }

  async pass(ms: number): Promise<void> {
    this.now += ms
    await vi.advanceTimersByTimeAsync(ms)
  }

  async release(): Promise<void> {
    const waiting = this.held
    this.held = null
    waiting?.forEach((go) => go())
    await vi.advanceTimersByTimeAsync(0)
  }
}

let database: Revocations

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  database = new Revocations()
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const outage = expect.objectContaining({ code: 'service_unavailable', status: 503 })

describe('the list of revoked sessions', () => {
  it('is asked for before the first answer', async () => {
    database.revoked.add('a')
    expect(await database.isRevoked('a')).toBe(true)
    expect(await database.isRevoked('b')).toBe(false)
  })

  it('is asked for once a second, however many requests come', async () => {
    for (let ms = 0; ms < 10_000; ms += 50) {
      database.now = ms
      await database.isRevoked()
    }
    expect(database.questions).toBe(10)
  })

  it('is asked for once for all requests that wait', async () => {
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => database.isRevoked()))
    expect(database.questions).toBe(1)
    expect(answers.some(Boolean)).toBe(false)
  })

  it('shows what another replica revoked within a second', async () => {
    await database.isRevoked()
    database.revoked.add('a')
    database.now = 999
    expect(await database.isRevoked('a')).toBe(false)
    database.now = 1_000
    expect(await database.isRevoked('a')).toBe(true)
  })

  it('shows what this replica revoked at once, and goes on showing it', async () => {
    await database.isRevoked()
    database.list.note('a')
    expect(await database.isRevoked('a')).toBe(true)
    for (database.now = 500; database.now < 10_000; database.now += 500)
      expect(await database.isRevoked('a')).toBe(true)
  })

  it('does not forget what was noted while the question was under way', async () => {
    database.held = []
    const asked = database.isRevoked('a')
    database.list.note('a')
    database.held.forEach((release) => release())
    expect(await asked).toBe(true)
    expect(await database.isRevoked('a')).toBe(true)
  })

  it('is not believed where the answer took so long that it is older than a second', async () => {
    database.held = []
    const first = database.isRevoked('a')
    await database.pass(500)
    database.revoked.add('a')
    await database.pass(1_000)
    const late = database.isRevoked('a')
    await database.release()
    expect(await first).toBe(false)
    expect(await late).toBe(true)
  })
})

describe('a database that does not answer', () => {
  it('is forgiven for thirty seconds', async () => {
    database.revoked.add('a')
    await database.isRevoked()
    database.isAway = true
    for (const ms of [1_000, 15_000, 29_999]) {
      database.now = ms
      expect(await database.isRevoked('a')).toBe(true)
      expect(await database.isRevoked('b')).toBe(false)
    }
  })

  it('makes it an outage after thirty seconds, for good and bad sessions alike', async () => {
    await database.isRevoked()
    database.isAway = true
    database.now = 30_000
    await expect(database.isRevoked('a')).rejects.toEqual(outage)
    await expect(database.isRevoked('b')).rejects.toEqual(outage)
  })

  it('makes it an outage at once where there never was a list', async () => {
    database.isAway = true
    await expect(database.isRevoked()).rejects.toEqual(outage)
  })

  it('is asked again by the next request, and all is well when it answers', async () => {
    database.isAway = true
    await expect(database.isRevoked()).rejects.toEqual(outage)
    database.isAway = false
    expect(await database.isRevoked()).toBe(false)
  })

  it('does not hide what this replica revoked', async () => {
    await database.isRevoked()
    database.isAway = true
    database.now = 10_000
    database.list.note('a')
    expect(await database.isRevoked('a')).toBe(true)
  })

  it('is reported once it is an outage', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    setEnvironment()
    const { createRevocationList: create } = await import('./revocation')
    const list = create(
      () => Promise.reject(new Error('connection refused')),
      () => 0,
    )
    await expect(list.isRevoked('a')).rejects.toEqual(outage)
    expect(process.stdout.write).toHaveBeenCalledWith(
      expect.stringContaining('revocation list unavailable'),
    )
    vi.restoreAllMocks()
  })
})

describe('a database that hangs', () => {
  beforeEach(async () => {
    database.revoked.add('a')
    await database.isRevoked()
    database.now = 1_000
    database.held = []
  })
  afterEach(() => database.release())

  it('is waited for two seconds, then the last list counts', async () => {
    const answer = database.isRevokedAtOnce('a').then(() => database.list.isRevoked('b'))
    let told: boolean | null = null
    void answer.then((is) => (told = is))
    await database.pass(1_999)
    expect(told).toBeNull()
    await database.pass(1)
    expect(told).toBe(false)
  })

  it('keeps nobody else waiting once it is overdue, and is not asked in heaps', async () => {
    void database.isRevoked()
    await database.pass(2_000)
    for (let request = 0; request < 100; request++) {
      expect(await database.isRevokedAtOnce('a')).toBe(true)
      expect(await database.isRevokedAtOnce('b')).toBe(false)
      await database.pass(100)
    }
    expect(database.questions).toBe(2)
  })

  it('makes it an outage at once when the last list is thirty seconds old', async () => {
    void database.isRevoked()
    await database.pass(2_000)
    await database.pass(26_999)
    expect(await database.isRevokedAtOnce('b')).toBe(false)
    await database.pass(1)
    await expect(database.isRevoked('b')).rejects.toEqual(outage)
  })

  it('makes it an outage after two seconds where there never was a list', async () => {
    const fresh = new Revocations()
    fresh.held = []
    const refused = expect(fresh.isRevoked()).rejects.toEqual(outage)
    await fresh.pass(2_000)
    await refused
    await expect(fresh.isRevoked()).rejects.toEqual(outage)
    await fresh.release()
    expect(await fresh.isRevoked()).toBe(false)
  })

  it('is believed again when it answers, and what it says late still serves as the last list', async () => {
    void database.isRevoked()
    await database.pass(2_500)
    database.revoked.add('b')
    await database.release()
    // As old as its question: not good enough to let anybody in without asking anew.
    expect(await database.isRevoked('b')).toBe(true)
    expect(database.questions).toBe(3)
  })

  it('is given a quarter of a second after a failure, until it answers', async () => {
    void database.isRevoked()
    await database.pass(2_000)
    database.isAway = true
    await database.release()
    database.isAway = false
    database.held = []
    let told: boolean | null = null
    void database.list.isRevoked('a').then((is) => (told = is))
    await database.pass(249)
    expect(told).toBeNull()
    await database.pass(1)
    expect(told).toBe(true)
    await database.release()

    await database.pass(1_000)
    database.held = []
    told = null
    void database.list.isRevoked('a').then((is) => (told = is))
    await database.pass(1_999)
    expect(told).toBeNull()
    await database.pass(1)
    expect(told).toBe(true)
  })

  it('does not hide what this replica revoked', async () => {
    void database.isRevoked()
    await database.pass(2_000)
    database.list.note('b')
    expect(await database.isRevokedAtOnce('b')).toBe(true)
  })
})
