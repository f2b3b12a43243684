// Shows a page of ours in the place of one whose render failed. Next answers 500 with a document that is empty until a
// script fills it; that one is thrown away, and the same address is asked for once more with a key that leads to
// app/(public)/fault (docs/decisions/0034-faults-without-a-script.md). Keys are made here and good for one request.
import { randomUUID } from 'node:crypto'

const faultHeader = 'x-gatehouse-fault'
const requestIdHeader = 'x-request-id'
// What decides how the page looks and for whom.
const handedOn = ['cookie', 'accept-language', 'user-agent', 'x-forwarded-for']
const keptFromFailure = ['set-cookie', 'strict-transport-security']
const dropped = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']
const notPages = /^\/(?:api|auth|health|_next|\.well-known)\//
const limitMs = 3_000

const faults = new Map()

// lib/http/page-fault.ts asks for it.
globalThis.gatehouseFaultOf = (key) => faults.get(key) ?? null

/**
 * @param handle answers a request
 * @param origin where this process answers itself, without what is done here
 */
export function withFaultPage(handle, origin) {
  return (request, response) => {
    delete request.headers[faultHeader]
    if (!notPages.test(request.url)) {
      // The guard gives each request an id; without it the log line and the page have to agree, too.
      request.headers[requestIdHeader] ??= randomUUID()
      replaceFailure(request, response, origin)
    }
    return handle(request, response)
  }
}

function replaceFailure(request, response, origin) {
  const address = request.url
  const isForRouter = 'rsc' in request.headers
  const { writeHead, end } = response
  let isReplaced = false

  async function replace() {
    const requestId = request.headers[requestIdHeader]
    const page = await renderFault(origin, request.headers, { requestId, address })
    for (const name of response.getHeaderNames())
      if (!keptFromFailure.includes(name)) response.removeHeader(name)
    for (const [name, value] of page.headers)
      if (!dropped.includes(name)) response.appendHeader(name, value)
    response.setHeader(requestIdHeader, requestId)
    writeHead.call(response, 500)
    end.call(response, page.body)
  }

  for (const name of ['writeHead', 'flushHeaders', 'write', 'end']) {
    const original = response[name]
    response[name] = (...given) => {
      if (!isReplaced && !isForRouter && isFailedPage(response)) {
        isReplaced = true
        void replace()
      }
      if (!isReplaced) return original.apply(response, given)
      return name === 'write' ? true : response
    }
  }
}

function isFailedPage(response) {
  if (response.statusCode !== 500 || response.headersSent) return false
  return String(response.getHeader('content-type')).startsWith('text/html')
}

async function renderFault(origin, headers, fault) {
  const key = randomUUID()
  faults.set(key, fault)
  try {
    const asked = pick(headers, handedOn)
    const page = await ask(origin + fault.address, { ...asked, [faultHeader]: key })
    if (page?.status === 200) return page
    // What failed is part of every page. This one stands alone, with much the same words.
    const query = new URLSearchParams({ next: fault.address, ref: fault.requestId })
    return (await ask(`${origin}/outage?${query}`, asked)) ?? lastWords(fault)
  } finally {
    faults.delete(key)
  }
}

async function ask(address, headers) {
  try {
    const response = await fetch(address, {
      headers: { ...headers, 'accept-encoding': 'identity' },
      redirect: 'manual',
      signal: AbortSignal.timeout(limitMs),
    })
    const body = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, body }
  } catch {
    return null
  }
}

function lastWords({ requestId }) {
  const headers = new Headers({ 'content-type': 'text/plain', 'cache-control': 'no-store' })
  return { headers, body: `Gatehouse is having trouble. Reference: ${requestId}\n` }
}

function pick(headers, names) {
  return Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])))
}
