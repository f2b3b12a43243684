// OWASP ASVS 7.2.3, 11.5.1: a refresh token cannot be guessed, and shows nothing of how it was made.
import { beforeAll, expect, test } from 'vitest'
import { setEnvironment } from '../support/unit-environment.ts'

const count = 10_000
const sessionId = '01890a5d-ac96-774b-bcce-b302099a8057'
const [secretAt, secretEnd] = [16, 48]
let tokens: Buffer[]

beforeAll(async () => {
  setEnvironment()
  const { createRefreshToken } = await import('../../lib/session/refresh-token.ts')
  tokens = []
  for (let made = 0; made < count; made++)
    tokens.push(Buffer.from((await createRefreshToken(sessionId)).rawToken, 'base64url'))
})

test('each has 256 bits of its own, and no part of them comes twice', () => {
  for (const [from, to] of [
    [secretAt, secretEnd],
    [secretAt, secretAt + 8],
    [secretEnd - 8, secretEnd],
    [48, 64],
  ] as const)
    expect(new Set(tokens.map((token) => token.toString('hex', from, to))).size).toBe(count)
})

test('every bit is as often set as not, whatever the one before it is', () => {
  // Five standard deviations of a fair coin: one of these 511 counts goes further in a million runs or so.
  const tolerance = 5 * Math.sqrt(count / 4)
  const bit = (token: Buffer, at: number) => (token[secretAt + (at >> 3)]! >> (at & 7)) & 1
  for (let at = 0; at < (secretEnd - secretAt) * 8; at++) {
    const set = tokens.filter((token) => bit(token, at)).length
    expect(Math.abs(set - count / 2)).toBeLessThan(tolerance)
    const alike = tokens.filter((token) => at > 0 && bit(token, at) === bit(token, at - 1)).length
    if (at > 0) expect(Math.abs(alike - count / 2)).toBeLessThan(tolerance)
  }
})

test('no two that follow each other are any closer than others', () => {
  const distances = tokens.slice(1).map((token, at) => {
    let differing = 0
    for (let byte = secretAt; byte < secretEnd; byte++)
      for (let rest = token[byte]! ^ tokens[at]![byte]!; rest; rest &= rest - 1) differing++
    return differing
  })
  // 256 bits: 128 differ on average, with a standard deviation of 8.
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length
  expect(mean).toBeGreaterThan(127.5)
  expect(mean).toBeLessThan(128.5)
  expect(Math.min(...distances)).toBeGreaterThan(128 - 8 * 8)
})
