// `npm start`: the production server on PORT with the environment it was given. It reads the X_FILE settings, tells the
// middleware where this very process answers, and serves Next behind the front door. It loads nothing from local/.
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createProbe } from 'node:net'
import { fileURLToPath } from 'node:url'
import { applyFileVariables } from './file-variables.mjs'
import { frontDoor } from './front-door.mjs'

const buildStamp = fileURLToPath(new URL('../.next/BUILD_ID', import.meta.url))

const drainMilliseconds = 10_000
const port = parsePort(process.env.PORT || '3000')
if (!existsSync(buildStamp)) end('There is no production build here. Run "npm run build" first.')
applyFileVariables(process.env)
await requireFreePort(port)
// Always set here and never taken from outside: the middleware sends session cookies to this address.
process.env.INTERNAL_ORIGIN = `http://127.0.0.1:${port}`
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED ??= '1'

const { default: next } = await import('next')
const root = fileURLToPath(new URL('..', import.meta.url))
// Next listens for upgrades on the server it is given. On ours they would pass by the front door and never time out, and
// there is no WebSocket here: it gets one that nobody connects to.
const app = next({ dev: false, dir: root, port, hostname: 'localhost', httpServer: createServer() })
await app.prepare()
const server = createServer(
  frontDoor(app.getRequestHandler(), new URL(process.env.AUTH_URL).origin),
)
server.on('error', ({ message }) => end(`The server could not listen: ${message}`))
server.listen(port, () => process.stdout.write(`ready on port ${port}\n`))
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, stop)
// `npm start` puts a shell in between, which dies of a signal without handing it on: then this server must go too.
const parent = process.ppid
const watch = setInterval(() => process.ppid !== parent && stop(), 500).unref()
let isStopping = false

// Answers what is under way, then goes; what takes longer is cut off.
function stop() {
  if (isStopping) return
  isStopping = true
  clearInterval(watch)
  setTimeout(() => process.exit(0), drainMilliseconds).unref()
  server.close(async () => {
    await app.close()
    await leaveRollCall()
    process.exit(0)
  })
  server.closeIdleConnections()
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
