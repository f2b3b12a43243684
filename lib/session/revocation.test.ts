import { beforeEach, describe, expect, it, vi } from 'vitest'
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
}

let database: Revocations

beforeEach(() => {
  database = new Revocations()
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
    database.now = 500
    database.revoked.add('a')
    database.now = 5_000
    const late = database.isRevoked('a')
    database.held.forEach((release) => release())
    database.held = null
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
