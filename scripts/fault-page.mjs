// Shows a page of ours in the place of one whose render failed. Next answers 500 with a document that is empty until a
// script fills it; that one is thrown away, and the same address is asked for once more with a key that leads to
// app/(public)/fault (docs/decisions/0034-faults-without-a-script.md). Keys are made here and good for one request.
// What was posted to a Server Action and could not be read, for which Next answers 500, is refused with 400.
import { randomUUID } from 'node:crypto'
import { refuse } from './front-door.mjs'
import { hasActed } from './page-status.mjs'

const faultHeader = 'x-gatehouse-fault'
const requestIdHeader = 'x-request-id'
// What decides how the page looks and for whom.
const handedOn = ['cookie', 'accept-language', 'user-agent', 'x-forwarded-for']
// What the site has said before Next had its turn, the drain's word to close the connection included.
const keptFromFailure = ['connection', 'set-cookie', 'strict-transport-security']
const dropped = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']
const notPages = /^\/(?:api|auth|health|_next|\.well-known)\//
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const limitMs = 3_000

const faults = new Map()

// lib/http/page-fault.ts asks for it.
globalThis.gatehouseFaultOf = (key) => faults.get(key) ?? null

/**
 * @param handle answers a request
 * @param places `origin`: where this process answers itself, without what is done here; `authUrl`: the public origin
 */
export function withFaultPage(handle, places) {
  return (request, response) => {
    delete request.headers[faultHeader]
    if (!notPages.test(request.url)) {
      // The guard gives each request an id; without it the log line and the page have to agree, too.
      if (!uuid.test(request.headers[requestIdHeader]))
        request.headers[requestIdHeader] = randomUUID()
      replaceFailure(request, response, places)
    }
    return handle(request, response)
  }
}

function replaceFailure(request, response, { origin, authUrl }) {
  const address = request.url
  const isForRouter = 'rsc' in request.headers
  const { writeHead, end } = response
  let isReplaced = false

  async function replaceByPage() {
    const requestId = request.headers[requestIdHeader]
    const page = await renderFault(origin, request.headers, { requestId, address })
    forgetHeaders(response)
    for (const [name, value] of page.headers)
      if (!dropped.includes(name)) response.appendHeader(name, value)
    response.setHeader(requestIdHeader, requestId)
    writeHead.call(response, 500)
    end.call(response, page.body)
  }

  function replace(failure) {
    isReplaced = true
    if (failure === 'page') return void replaceByPage()
    forgetHeaders(response)
    const answer = { writeHead: writeHead.bind(response), end: end.bind(response) }
    refuse(answer, 'invalid_request', authUrl)
  }

  for (const name of ['writeHead', 'flushHeaders', 'write', 'end']) {
    const original = response[name]
    response[name] = (...given) => {
      const failure = isReplaced || isForRouter ? null : failureOf(request, response)
      if (failure) replace(failure)
      if (!isReplaced) return original.apply(response, given)
      return name === 'write' ? true : response
    }
  }
}

function forgetHeaders(response) {
  for (const name of response.getHeaderNames())
    if (!keptFromFailure.includes(name)) response.removeHeader(name)
}

/** What a 500 of Next's own is about: a `page` that failed, a `payload` that nobody could read, or null. */
function failureOf({ method }, response) {
  if (response.statusCode !== 500 || response.headersSent) return null
  const type = String(response.getHeader('content-type')).split(';')[0]
  if (type === 'text/html') return 'page'
  // How Next answers a post that ends before there is a page, to a browser and to its own script.
  if (method !== 'POST' || !['text/plain', 'text/x-component'].includes(type)) return null
  if (!hasActed(response)) return 'payload'
  return type === 'text/plain' ? 'page' : null
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
  const headers = new Headers({
    ...{ 'content-type': 'text/plain', 'cache-control': 'no-store' },
    'x-content-type-options': 'nosniff',
  })
  return { headers, body: `Gatehouse is having trouble. Reference: ${requestId}\n` }
}

function pick(headers, names) {
  return Object.fromEntries(names.flatMap((name) => (headers[name] ? [[name, headers[name]]] : [])))
}
