// Where an Authorization header is there, it alone decides: a bad one never falls back to a good cookie.
import { beforeAll, expect, inject, test } from 'vitest'
import { forgeAccessToken } from '../support/forge.ts'
import { cookiesOf, plantSession, type PlantedSession } from '../support/planted-session.ts'
import { everySite, expectProblem, guardedApis } from '../support/refusals.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
let inCookie: PlantedSession
let inHeader: PlantedSession

beforeAll(async () => {
  inCookie = await plantSession(stack)
  inHeader = await plantSession(stack)
})

test('answers as the user of the header, not as the user of the cookie', async () => {
  for (const site of everySite(stack)) {
    const response = await send(`${site}/auth/me`, {
      headers: {
        cookie: cookiesOf(inCookie),
        authorization: `Bearer ${inHeader.accessToken}`,
        'x-csrf': '1',
      },
    })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ user: { id: inHeader.userId } })
  }
})

test('refuses a bad header beside good cookies, and renews nothing', async () => {
  const expired = await forgeAccessToken(stack, inHeader, { claims: { exp: 1 } })
  for (const site of everySite(stack))
    for (const path of guardedApis)
      for (const authorization of ['Bearer x', 'Basic x', `Bearer ${expired}`, '']) {
        const response = await send(site + path, {
          headers: { cookie: cookiesOf(inCookie), authorization, 'x-csrf': '1' },
        })
        expect(response.status).toBe(401)
        expect(response.headers.getSetCookie()).toEqual([])
        await expectProblem(response, 'invalid_token')
      }
})

test('needs no proof of the caller for a Bearer token, which no browser sends by itself', async () => {
  for (const site of everySite(stack)) {
    const response = await send(`${site}/auth/me`, {
      headers: {
        authorization: `Bearer ${inHeader.accessToken}`,
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
      },
    })
    expect(response.status).toBe(200)
  }
})
