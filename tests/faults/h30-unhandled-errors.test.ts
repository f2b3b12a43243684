import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { inProject } from '../../local/cli/project.mjs'
import { plantSession } from '../support/planted-session.ts'
import { refresh } from '../support/renewal.ts'
import { send } from '../support/send.ts'
import { type Replica, startReplica } from '../support/stack/replica.ts'

const stack = inject('stack')
let replica: Replica

beforeAll(async () => {
  const preload = pathToFileURL(inProject('tests/support/faults/throwing.mjs')).href
  replica = await startReplica(stack, { env: { NODE_OPTIONS: `--import ${preload}` } })
})
afterAll(() => replica?.stop())

test('an error that nobody catches is logged, without tokens, and the process serves on', async () => {
  await send(`${replica.url}/login`)
  process.kill(replica.pid, 'SIGUSR2')
  const expected = ['thrown in a timer', 'thrown in a listener', 'rejected and forgotten']
  for (const text of expected) await expect.poll(() => replica.output()).toContain(text)
  const output = replica.output()
  expect(output).not.toContain('ya29.not-for-the-log')
  const lines = output.split('\n').filter((line) => expected.some((text) => line.includes(text)))
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: 'error' })
  expect(lines.length).toBe(expected.length)
  const { refreshToken } = await plantSession(stack)
  expect((await refresh(replica.url, refreshToken)).status).toBe(200)
})

test.each([
  ['of a percent sign', '%'],
  ['of bytes that are no text', '\u00ff=\u00fe'],
  ['of half a cookie', 'gatehouse-session=%ff; =;;==; gatehouse-access='],
  ['of six thousand letters', 'a'.repeat(6_000)],
])('a Cookie header %s fails no process', async (_, cookie) => {
  for (const path of ['/auth/me', '/account', '/login'])
    expect((await send(replica.url + path, { headers: { cookie } })).status).toBeLessThan(500)
  expect((await send(`${replica.url}/health/ready`)).status).toBe(200)
})
