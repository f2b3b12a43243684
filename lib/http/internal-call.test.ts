import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { randomSecret, requiredVariables, setEnvironment } from '@/tests/support/unit-environment'

const now = new Date('2030-01-01T00:00:00Z')
const address = '203.0.113.7'

function later(seconds: number): Date {
  return new Date(now.getTime() + seconds * 1_000)
}

async function open(value: string, at = now): Promise<{ address: string | null } | null> {
  const { internalCallHeader, openInternalCall } = await import('./internal-call')
  return openInternalCall(new Headers({ [internalCallHeader]: value }), at)
}

async function signed(of: string | null = address): Promise<string> {
  const { signInternalCall } = await import('./internal-call')
  return signInternalCall(of, now)
}

beforeEach(() => {
  setEnvironment()
})

describe("the guard's own call", () => {
  it.each([address, '2001:db8::1', null])('vouches for the address %j', async (of) => {
    expect(await open(await signed(of))).toEqual({ address: of })
  })

  it('is good for half a minute, on clocks that differ by as much', async () => {
    const header = await signed()
    expect(await open(header, later(30))).toEqual({ address })
    expect(await open(header, later(-30))).toEqual({ address })
    expect(await open(header, later(31))).toBeNull()
    expect(await open(header, later(-31))).toBeNull()
  })

  it('is refused with another address, time or signature', async () => {
    const [time, of, mac] = (await signed()).split(';')
    expect(await open(`${time};198.51.100.1;${mac}`)).toBeNull()
    expect(await open(`${time};;${mac}`)).toBeNull()
    expect(await open(`${Number(time) + 1};${of};${mac}`)).toBeNull()
    expect(
      await open(`${time};${of};${mac!.startsWith('A') ? 'B' : 'A'}${mac!.slice(1)}`),
    ).toBeNull()
  })

  it('does not let bytes move between time and address', async () => {
    const [time, , mac] = (await signed('1')).split(';')
    expect(await open(`${time};;1;${mac}`)).toBeNull()
    expect(await open(`${time}1;;${mac}`)).toBeNull()
  })

  it('is refused when AUTH_SECRET itself, or another secret, was the key', async () => {
    const message = `${now.getTime() / 1_000};${address}`
    for (const key of [requiredVariables.AUTH_SECRET, '', 'gatehouse internal-call mac v1']) {
      const mac = createHmac('sha256', key).update(message).digest('base64url')
      expect(await open(`${message};${mac}`)).toBeNull()
    }
    const header = await signed()
    setEnvironment({ AUTH_SECRET: randomSecret() })
    expect(await open(header)).toBeNull()
  })

  it('is accepted from a replica that still has the former secret', async () => {
    const header = await signed()
    setEnvironment({ AUTH_SECRET: randomSecret(), AUTH_SECRET_1: requiredVariables.AUTH_SECRET })
    expect(await open(header)).toEqual({ address })
  })

  it.each(['', ';', ';;', ';;;', 'x', `1;${address}`, `NaN;${address};x`, '1e9;;x', '-1;;x'])(
    'is not %j',
    async (header) => {
      expect(await open(header)).toBeNull()
    },
  )

  it('is not a request without the header', async () => {
    const { openInternalCall } = await import('./internal-call')
    expect(await openInternalCall(new Headers(), now)).toBeNull()
  })
})
