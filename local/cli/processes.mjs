// Everything the launcher starts is started here, so that everything can be stopped: in the reverse order, on Ctrl-C, on
// failure, and when one of the long-running ones ends by itself.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Fault } from '../fault.mjs'
import { findProjectNode, projectFolder } from './project.mjs'

const stopMilliseconds = 10_000
const preload = new URL('./die-with-parent.mjs', import.meta.url).href

/** What must be stopped, in the order it was started: `{ name, stop, kill }`. */
const running = []
let stopping = false

/** Adds something with its own way to stop. */
export function keep(entry) {
  running.push(entry)
}

/** Runs a program to its end. Returns `{ code, output }`; `show` lets its output through as it comes. */
export function run(command, args, { env = process.env, show = false, cwd = projectFolder } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      // Its own group: Ctrl-C reaches the launcher alone, which then stops everything in order.
      detached: process.platform !== 'win32',
    })
    const entry = toEntry(command, child)
    running.push(entry)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text))
    }
    child.once('error', (error) => {
      forget(entry)
      reject(new Fault(`${command} cannot be started: ${error.message}`))
    })
    child.once('close', (code) => {
      forget(entry)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Runs a script with the project's Node to its end; a failure throws its output. */
export async function runNode(args, what, options) {
  const { code, output } = await run(findProjectNode(), args, options)
  if (code !== 0) throw new Fault(`${what} failed:\n\n${output.trim()}`)
  return output
}

/**
 * Starts a long-running script with the project's Node. Output goes to `logFile`, or through if there is none. `ended`
 * resolves to a sentence if it ends before it is told to. It is stopped as by Ctrl-C: on SIGTERM the site drains first.
 */
export function startNode(name, args, { env, logFile, cwd = projectFolder }) {
  const log = logFile ? openSync(logFile, 'w', 0o600) : 'inherit'
  const child = spawn(findProjectNode(), ['--import', preload, ...args], {
    cwd,
    // Their own children inherit the preload, and must not take their parent for the launcher.
    env: { ...env, GATEHOUSE_LAUNCHER: String(process.pid) },
    stdio: ['ignore', log, log, 'ipc'],
    detached: process.platform !== 'win32',
  })
  if (logFile) closeSync(log)
  const entry = toEntry(name, child)
  running.push(entry)
  const ended = entry.ended.then(({ code, signal }) => {
    forget(entry)
    const tail = logFile ? `\n\n${tailOf(logFile)}` : ''
    return `${name} ended by itself (${signal ?? `exit code ${code}`}).${tail}`
  })
  const stop = async () => {
    await entry.stop()
    forget(entry)
  }
  return { ended, stop, pid: child.pid }
}

/** Stops everything, last started first. Safe to call twice. */
export async function stopAll() {
  stopping = true
  while (running.length > 0) await running.pop().stop()
}

/** No grace: for a second Ctrl-C. */
export function killAll() {
  for (const { kill } of running.splice(0)) kill()
}

export function isStopping() {
  return stopping
}

/** Ends this process, with all it has started, when it is told to; a second time without grace. */
export function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (isStopping()) killAll()
      await stopAll()
      process.exit(130)
    })
  }
}

/** The last lines of a log, for the message about a failure. */
export function tailOf(file, lines = 30) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
}

export const scriptOf = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))

// The test runners, too, stop what they have started on Ctrl-C, and on nothing else.
function toEntry(name, child) {
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: error.code }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const kill = () => signalGroup(child, 'SIGKILL')
  const stop = async () => {
    signalGroup(child, 'SIGINT')
    const timer = setTimeout(kill, stopMilliseconds)
    await ended
    clearTimeout(timer)
  }
  return { name, ended, stop, kill }
}

function signalGroup(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

function forget(entry) {
  const index = running.indexOf(entry)
  if (index >= 0) running.splice(index, 1)
}
