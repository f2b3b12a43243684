// Starts each contestant as its makers mean it to run in production, on a port of its own.
import path from 'node:path'
import { startNode } from '../local/cli/processes.mjs'
import { projectFolder } from '../local/cli/project.mjs'
import { findFreePort } from '../local/ports.mjs'

const benchFolder = import.meta.dirname
const readyMilliseconds = 60_000

/** @returns {Promise<{ url: string, pid: number, stop(): Promise<void> }>} a server of this project, or of a copy of it in `folder` */
export async function startSite(name, folder, env) {
  const port = await findFreePort()
  const script = path.join(folder, 'scripts/start.mjs')
  const server = startNode(name, [script], {
    cwd: folder,
    logFile: logFile(name),
    env: { ...baseEnvironment(), ...env, PORT: String(port) },
  })
  return untilReady(`http://127.0.0.1:${port}`, '/health/live', server)
}

/** @param {string} peer a folder of bench/peers */
export async function startPeer(name, peer, env) {
  const port = await findFreePort()
  const next = path.join(benchFolder, 'node_modules/next/dist/bin/next')
  const url = `http://127.0.0.1:${port}`
  const server = startNode(name, [next, 'start', '-p', String(port)], {
    cwd: path.join(benchFolder, 'peers', peer),
    logFile: logFile(name),
    env: { ...baseEnvironment(), ...env, AUTH_URL: url, BETTER_AUTH_URL: url },
  })
  return untilReady(url, '/api/me', server)
}

function logFile(name) {
  return path.join(projectFolder, '.data/bench', `${name}.log`)
}

// Nothing of the developer's own settings gets in.
function baseEnvironment() {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env
  return {
    ...{ PATH, HOME, TMPDIR, SystemRoot, NODE_ENV: 'production', __NEXT_PROCESSED_ENV: 'true' },
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

async function untilReady(url, address, { pid, ended, stop }) {
  const deadline = Date.now() + readyMilliseconds
  let end
  ended.then((sentence) => (end = sentence))
  while (Date.now() < deadline && !end) {
    const response = await fetch(url + address).catch(() => null)
    if (response) return { url, pid, stop }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(end ?? `${url} did not get ready within a minute.`)
}
