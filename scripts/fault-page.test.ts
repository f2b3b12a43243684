import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createDrain } from './drain.mjs'
import { withFaultPage } from './fault-page.mjs'
import { withPageStatus } from './page-status.mjs'

declare global {
  var gatehouseFaultOf: (key: string) => { requestId: string; address: string } | null
  var gatehouseNoteAction: () => void
}

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** As Next answers where a render has failed: the status late, the headers flushed, the rest in pieces. */
const failingPage: RequestListener = (_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.setHeader('content-security-policy', 'of the failed one')
  response.setHeader('set-cookie', 'renewed=1')
  response.statusCode = 500
  response.flushHeaders()
  response.write('<html id="__next_error__">')
  setImmediate(() => response.end('secret</html>'))
}

function pageOfFault({ headers, url }: IncomingMessage) {
  const fault = globalThis.gatehouseFaultOf(String(headers['x-gatehouse-fault']))
  return JSON.stringify({ url, fault, cookie: headers.cookie })
}

async function openFailing(page: RequestListener, path = '/products', headers = {}) {
  const origin = await serve(page)
  const site = await serve(withFaultPage(failingPage, { origin, authUrl: 'https://shop.example' }))
  return fetch(site + path, { headers })
}

const id = '0b5e1c9a-7d32-4f0e-9a51-2f6f3c1f0a11'

describe('a page that fails', () => {
  it('is replaced whole by one of the same address, for the same visitor', async () => {
    const response = await openFailing(
      (request, answer) => {
        answer.setHeader('content-security-policy', 'of the new one')
        answer.end(pageOfFault(request))
      },
      '/products?q=a',
      { cookie: 'who=me', 'x-request-id': id },
    )
    expect(response.status).toBe(500)
    expect(response.headers.get('content-security-policy')).toBe('of the new one')
    expect(response.headers.getSetCookie()).toEqual(['renewed=1'])
    expect(response.headers.get('x-request-id')).toBe(id)
    expect(await response.json()).toEqual({
      url: '/products?q=a',
      fault: { requestId: id, address: '/products?q=a' },
      cookie: 'who=me',
    })
  })

  it('has an id of ours where the caller sent something else', async () => {
    const response = await openFailing((_, answer) => void answer.end(), '/products', {
      'x-request-id': '<b>mine</b>',
    })
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('has a page that stands alone where what fails is part of every page', async () => {
    const response = await openFailing((request, answer) => {
      answer.statusCode = request.url?.startsWith('/outage') ? 503 : 500
      answer.end(request.url)
    })
    expect(response.status).toBe(500)
    const requestId = response.headers.get('x-request-id')
    expect(await response.text()).toBe(`/outage?next=%2Fproducts&ref=${requestId}`)
  })

  it('has a sentence where nothing else is left', async () => {
    const response = await openFailing((request) => request.destroy())
    expect(response.status).toBe(500)
    expect(await response.text()).toMatch(/^Gatehouse is having trouble\. Reference: \S{36}\n$/)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('closes its connection while the process drains', async () => {
    const origin = await serve((_, answer) => void answer.end('page'))
    const handle = withFaultPage(failingPage, { origin, authUrl: 'https://shop.example' })
    const server = createServer(handle)
    servers.push(server)
    const drain = createDrain(server, { cutOffMilliseconds: 5_000, end: () => undefined })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    drain.drain(60_000)
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect(response.status).toBe(500)
    expect(response.headers.get('connection')).toBe('close')
    drain.drain(0)
  })
})

describe('the key to the page', () => {
  it('is good while it is asked for, and no longer', async () => {
    let key = ''
    await openFailing((request, answer) => {
      key = String(request.headers['x-gatehouse-fault'])
      expect(globalThis.gatehouseFaultOf(key)).not.toBeNull()
      answer.end()
    })
    expect(globalThis.gatehouseFaultOf(key)).toBeNull()
  })

  it('is taken from nobody outside', async () => {
    const site = await serve(
      withFaultPage(
        (request: IncomingMessage, response: ServerResponse) =>
          void response.end(String(request.headers['x-gatehouse-fault'])),
        { origin: 'http://127.0.0.1:9', authUrl: 'https://shop.example' },
      ),
    )
    const response = await fetch(site, { headers: { 'x-gatehouse-fault': 'mine' } })
    expect(await response.text()).toBe('undefined')
  })
})

describe('a post to a Server Action that ends in a 500', () => {
  async function post(type: string, hasBegun: boolean) {
    const origin = await serve((_, answer) => void answer.end('the page'))
    const handle = withPageStatus((_: IncomingMessage, response: ServerResponse) => {
      if (hasBegun) globalThis.gatehouseNoteAction()
      response.statusCode = 500
      response.setHeader('content-type', type)
      response.setHeader('content-length', '6')
      response.end('secret')
    })
    const site = await serve(withFaultPage(handle, { origin, authUrl: 'https://shop.example' }))
    const response = await fetch(`${site}/account`, { method: 'POST', body: 'x' })
    return { status: response.status, text: await response.text() }
  }

  it.each(['text/plain', 'text/x-component'])(
    'is refused as not valid where no action began: %s',
    async (type) => {
      const { status, text } = await post(type, false)
      expect(status).toBe(400)
      expect(JSON.parse(text)).toMatchObject({
        type: 'https://shop.example/problems/invalid_request',
        code: 'invalid_request',
      })
    },
  )

  it('has the page where an action of a plain form failed', async () => {
    expect(await post('text/plain', true)).toEqual({ status: 500, text: 'the page' })
  })

  it('is left to the router’s own script where that has asked', async () => {
    expect(await post('text/x-component', true)).toEqual({ status: 500, text: 'secret' })
  })

  it('is left as it is where a handler of ours has answered', async () => {
    expect(await post('application/problem+json', false)).toEqual({ status: 500, text: 'secret' })
  })
})

describe('what is left as it is', () => {
  it.each([
    ['an answer for the router', '/products', { rsc: '1' }],
    ['an answer of an API', '/api/products', {}],
  ])('is %s', async (_, path, headers) => {
    const response = await openFailing((__, answer) => void answer.end('page'), path, headers)
    expect(response.status).toBe(500)
    expect(await response.text()).toContain('secret')
  })
})
