// `npm start`: the production server on PORT with the environment it was given. It reads the X_FILE settings, tells the
// middleware where this very process answers, and serves Next behind the front door. It loads nothing from local/.
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createProbe } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDrain } from './drain.mjs'
import { withFaultPage } from './fault-page.mjs'
import { applyFileVariables } from './file-variables.mjs'
import { frontDoor } from './front-door.mjs'
import { inTurn } from './in-turn.mjs'
import { withPageStatus } from './page-status.mjs'
import { readStaticFiles, withStaticFiles } from './static-files.mjs'

const buildStamp = fileURLToPath(new URL('../.next/BUILD_ID', import.meta.url))

const cutOffMilliseconds = 10_000
const leaveMilliseconds = 3_000
// Longer than proxies keep an idle connection (60 seconds by nginx and by most load balancers): the side that closes
// first must be the one that sends requests, or a request meets a connection that is just being closed.
const keepAliveMilliseconds = 75_000
const port = parsePort(process.env.PORT || '3000')
if (!existsSync(buildStamp)) end('There is no production build here. Run "npm run build" first.')
applyFileVariables(process.env)
await requireFreePort(port)
// The middleware renews sessions through this process at an address of its own, which closes last: a page that is under
// way when the process stops listening must still be able to. Never taken from outside: session cookies go there.
let answerInternal = (_, response) => response.destroy()
const internalServer = createServer((request, response) => answerInternal(request, response))
await new Promise((resolve) => internalServer.listen(0, '127.0.0.1', resolve))
process.env.INTERNAL_ORIGIN = `http://127.0.0.1:${internalServer.address().port}`
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED ??= '1'

const lastResort = {
  uncaughtException: lastResortFor('uncaughtException'),
  unhandledRejection: lastResortFor('unhandledRejection'),
}
// The one that Next registers, now and with its first render, unless it finds another in this place.
globalThis[Symbol.for('next.unhandledRejectionListener')] = lastResort.unhandledRejection
const { default: next } = await import('next')
const root = fileURLToPath(new URL('..', import.meta.url))
// Next listens for upgrades on the server it is given. On ours they would pass by the front door and never time out, and
// there is no WebSocket here: it gets one that nobody connects to.
const app = next({ dev: false, dir: root, port, hostname: 'localhost', httpServer: createServer() })
await app.prepare()
replaceLastResort()
const handle = withPageStatus(app.getRequestHandler())
const authOrigin = new URL(process.env.AUTH_URL).origin
answerInternal = frontDoor(handle, authOrigin, () => false)
const staticFiles = await readStaticFiles(path.dirname(buildStamp), process.env.INTERNAL_ORIGIN)
const server = createServer(
  { keepAliveTimeout: keepAliveMilliseconds },
  inTurn(
    frontDoor(
      withStaticFiles(
        withFaultPage(handle, { origin: process.env.INTERNAL_ORIGIN, authUrl: authOrigin }),
        staticFiles,
      ),
      authOrigin,
      () => drain.isDraining(),
    ),
  ),
)
const drain = createDrain(server, { cutOffMilliseconds, end: leave })
server.on('error', ({ message }) => end(`The server could not listen: ${message}`))
server.listen(port, () => process.stdout.write(`ready on port ${port}\n`))
// lib/config/env.ts has checked it by now.
const drainMilliseconds = Number(process.env.DRAIN_SECONDS || '5') * 1_000
process.on('SIGTERM', () => drain.drain(drainMilliseconds))
// Ctrl-C: somebody waits for the prompt.
process.on('SIGINT', () => drain.drain(0))
// `npm start` puts a shell in between, which dies of a signal without handing it on: then this server must go too.
const parent = process.ppid
const watch = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(watch)
  drain.drain(drainMilliseconds)
}, 500).unref()

let isLeaving = false
async function leave() {
  if (isLeaving) return
  isLeaving = true
  setTimeout(() => process.exit(0), leaveMilliseconds).unref()
  await app.close()
  await leaveRollCall()
  process.exit(0)
}

// Next prints what nobody caught as it is, tokens and all. Ours come with the site's code (instrumentation-node.ts), a
// moment after the server.
function lastResortFor(event) {
  return (error) => {
    const listener = globalThis.gatehouseLastResort?.[event]
    if (listener) listener(error)
    else process.stderr.write(`${event} before the site was loaded: ${error?.name}\n`)
  }
}

function replaceLastResort() {
  for (const [event, listener] of Object.entries(lastResort)) {
    process.removeAllListeners(event)
    process.on(event, listener)
  }
}

// The other replicas need not wait for this one's last sign of life to grow old (lib/replicas/roll-call.ts). A database
// that does not answer is no reason to stay: the drain's own limit ends this.
async function leaveRollCall() {
  try {
    await globalThis.gatehouseLeave?.()
  } catch ({ message }) {
    process.stderr.write(`The roll call could not be left: ${message}\n`)
  }
}

function parsePort(value) {
  const number = Number(value)
  if (/^\d{1,5}$/.test(value) && number >= 1 && number <= 65_535) return number
  return end(`PORT is "${value}"; it must be a whole number from 1 to 65535.`)
}

// Next prints a stack for a port that is taken.
function requireFreePort(wanted) {
  return new Promise((resolve) => {
    const probe = createProbe()
    probe.once('error', ({ code }) => {
      if (code === 'EADDRINUSE') end(`Port ${wanted} is taken: set PORT to another one.`)
      if (code === 'EACCES') end(`This user may not listen on port ${wanted}: set PORT above 1023.`)
      resolve()
    })
    probe.listen(wanted, () => probe.close(resolve))
  })
}

function end(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
