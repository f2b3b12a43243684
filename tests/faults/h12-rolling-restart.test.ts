import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { Cluster } from '../support/faults/cluster.ts'
import { describeBehindNginx } from '../support/faults/programs.ts'
import { Visitors } from '../support/faults/visitors.ts'
import { send } from '../support/send.ts'
import { startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')

describeBehindNginx('a rolling restart under load', () => {
  let cluster: Cluster

  beforeAll(async () => {
    cluster = await Cluster.start(stack, { env: { DRAIN_SECONDS: '5' } })
  })
  afterAll(() => cluster?.stop())

  test('fails no request and signs nobody out', { timeout: 120_000 }, async () => {
    const visitors = await Visitors.arrive(stack, cluster.url, { visitors: 8, pauseMs: 20 })
    for (let index = 0; index < cluster.replicas.length; index++) {
      await cluster.replicas[index]!.end('SIGTERM')
      await cluster.startReplica(index)
    }
    const verdict = await visitors.finish()
    console.log(`rolling restart: ${JSON.stringify(verdict)}`)
    expect(verdict).toMatchObject({ lostSessions: 0, letIn: 0, faults: [], unavailable: 0 })
    expect(verdict.served).toBeGreaterThan(100)
  })

  test('is announced: readiness fails first, while requests are served on', async () => {
    const replica = cluster.replicas[0]!
    const gone = replica.end('SIGTERM')
    await expect.poll(async () => (await send(`${replica.url}/health/ready`)).status).toBe(503)
    const readiness = await send(`${replica.url}/health/ready`)
    expect(readiness.headers.get('retry-after')).toBe('5')
    await expect(readiness).toBeProblem('service_unavailable')
    for (const path of ['/health/live', '/.well-known/jwks.json', '/login']) {
      const answer = await send(replica.url + path)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('connection')).toBe('close')
    }
    await gone
    await cluster.startReplica(0)
  })
})

test('Ctrl-C ends a drain that would take minutes', async () => {
  const replica = await startReplica(stack, { env: { DRAIN_SECONDS: '300' } })
  const gone = replica.end('SIGTERM')
  await expect.poll(async () => (await send(`${replica.url}/health/ready`)).status).toBe(503)
  process.kill(replica.pid, 'SIGINT')
  await gone
  await expect(send(`${replica.url}/health/live`)).rejects.toThrow('ECONNREFUSED')
})
