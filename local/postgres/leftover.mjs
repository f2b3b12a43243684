// A launcher that was killed leaves its Postgres running on the data folder, or a lock file of one that is gone.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '../fault.mjs'

const stopMilliseconds = 20_000

/** Ends the server that an earlier run left on `dataFolder`, if there is one. */
export async function stopLeftover(dataFolder) {
  const lockFile = path.join(dataFolder, 'postmaster.pid')
  if (!existsSync(lockFile)) return
  const pid = Number(readFileSync(lockFile, 'utf8').split('\n')[0])
  if (!isPostgresOn(pid, dataFolder)) {
    // Postgres would take any living process of the same user with that number for its predecessor.
    rmSync(lockFile, { force: true })
    return
  }
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + stopMilliseconds
  while (isPostgresOn(pid, dataFolder)) {
    if (Date.now() > deadline) {
      throw new Fault(
        `The Postgres of an earlier run (process ${pid}) does not stop: end it by hand.`,
      )
    }
    await sleep(50)
  }
}

// Process numbers are used again: it must be a Postgres, and one on this very folder.
function isPostgresOn(pid, dataFolder) {
  if (!Number.isInteger(pid) || pid <= 1) return false
  const command = commandOf(pid)
  return command.includes('postgres') && command.includes(dataFolder)
}

function commandOf(pid) {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return ''
    }
  }
  if (process.platform === 'win32') return ''
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
}
