// `npm start`: the production server on PORT with the environment it was given. It reads the X_FILE settings, tells the
// middleware where this very process answers, and becomes Next's own `start`. It loads nothing from local/.
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { applyFileVariables } from './file-variables.mjs'

const buildStamp = fileURLToPath(new URL('../.next/BUILD_ID', import.meta.url))

const port = parsePort(process.env.PORT || '3000')
if (!existsSync(buildStamp)) end('There is no production build here. Run "npm run build" first.')
applyFileVariables(process.env)
await requireFreePort(port)
// Always set here and never taken from outside: the middleware sends session cookies to this address.
process.env.INTERNAL_ORIGIN = `http://127.0.0.1:${port}`
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED ??= '1'

process.argv = [process.argv[0], 'next', 'start', '--port', String(port)]
await import('next/dist/bin/next')

function parsePort(value) {
  const number = Number(value)
  if (/^\d{1,5}$/.test(value) && number >= 1 && number <= 65_535) return number
  return end(`PORT is "${value}"; it must be a whole number from 1 to 65535.`)
}

// Next prints a stack for a port that is taken.
function requireFreePort(wanted) {
  return new Promise((resolve) => {
    const probe = createServer()
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
