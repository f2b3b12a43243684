// Two launchers in one project would fight over the database's folder.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Fault } from '../fault.mjs'
import { inData } from './project.mjs'

/** Takes the project for this process, or throws a sentence about who has it. */
export function takeProject() {
  const file = inData('running')
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid !== process.pid && isLauncher(pid)) {
      throw new Fault(
        `Gatehouse is already running from this folder (process ${pid}). Use that one, or stop it with Ctrl-C in its terminal.`,
      )
    }
  }
  writeFileSync(file, String(process.pid))
  process.once('exit', () => rmSync(file, { force: true }))
}

function isLauncher(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  // Process numbers are used again: where the system tells, it must be a launcher.
  const command = `/proc/${pid}/cmdline`
  return !existsSync(command) || readFileSync(command, 'utf8').includes('local/cli/')
}
