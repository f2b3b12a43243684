// Local servers take their port from an environment value, else the one they had last time, else a free one.
import { createServer } from 'node:net'

/** Whether nothing listens on the port, on loopback or on all addresses. */
export async function isPortFree(port) {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::'))
}

function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code }) => resolve(code !== 'EADDRINUSE' && code !== 'EACCES'))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

export function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Parses a port from the environment; throws a sentence that names the variable. */
export function parsePort(value, name) {
  if (!/^\d{1,5}$/.test(value) || Number(value) < 1 || Number(value) > 65_535) {
    throw new Error(`${name} is "${value}"; it must be a whole number from 1 to 65535.`)
  }
  return Number(value)
}
