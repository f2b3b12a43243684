// OWASP ASVS 6.3.8: unknown, used, revoked and expired tokens are answered alike, in words and in time, but for the reason
// that the last token of a revoked session is told. All of them have a good MAC, which no guesser can make: this is the
// second line.
import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { mintRefreshToken } from '../support/forge.ts'
import { plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { refresh } from '../support/renewal.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls
const rounds = 500

async function endedBy(change: string): Promise<string> {
  const { sessionId, refreshToken } = await plantSession(stack)
  await queryDatabase(stack, `UPDATE sessions SET ${change} WHERE id = $1`, [sessionId])
  return refreshToken
}

/** Spent long ago, of a session that its first replay has ended. */
async function used(): Promise<string> {
  const { sessionId } = await plantSession(stack)
  const token = mintRefreshToken(stack.authSecret, sessionId)
  await refresh(site, token)
  return token
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

test('gives the same answer to each, after the same time', { timeout: 120_000 }, async () => {
  const tokens = {
    unknown: mintRefreshToken(stack.authSecret, randomUUID()),
    used: await used(),
    revoked: await endedBy('revoked_at = now()'),
    expired: await endedBy('absolute_expires_at = now()'),
  }
  const times: Record<string, number[]> = {}
  const answers = new Set<string>()
  // In turns, so that whatever else the machine does befalls all of them.
  for (let round = 0; round < rounds; round++)
    for (const [name, token] of Object.entries(tokens)) {
      const startedAt = performance.now()
      const response = await refresh(site, token)
      const text = await response.text()
      ;(times[name] ??= []).push(performance.now() - startedAt)
      const headers = [...response.headers].filter(([header]) => !/^date$/.test(header))
      const told = name === 'revoked' ? ',"end_reason":"session_revoked"' : ''
      expect(text).toContain(told)
      const body = text.replace(told, '').replace(/urn:uuid:[0-9a-f-]{36}/, '')
      answers.add(JSON.stringify([response.status, headers, body]))
    }
  expect([...answers]).toHaveLength(1)
  const medians = Object.values(times).map(median)
  // A signal would be a read more, a write, or a hash of another cost; a machine under load is given a tenth.
  const tolerance = Math.max(1, Math.min(...medians) / 10)
  const spread = Math.max(...medians) - Math.min(...medians)
  expect(spread, JSON.stringify(medians)).toBeLessThan(tolerance)
})
