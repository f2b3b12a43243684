// A fingerprint of files, to skip work whose inputs have not changed.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { inProject } from './project.mjs'

/** Hashes names and contents below the given paths of the project; tests do not count. Missing paths are allowed. */
export function fingerprintOf(paths, salt = '') {
  const hash = createHash('sha256').update(salt)
  for (const file of paths.flatMap((entry) => listFiles(entry)).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(inProject(file)))
  }
  return hash.digest('hex')
}

function listFiles(entry) {
  const stat = statSync(inProject(entry), { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return /\.test\.tsx?$/.test(entry) ? [] : [entry]
  return readdirSync(inProject(entry)).flatMap((name) => listFiles(path.posix.join(entry, name)))
}

/** Does `work` unless `stampFile` says that it was done for this very fingerprint and `isThere()` agrees. */
export async function unlessDone(stampFile, fingerprint, isThere, work) {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint && isThere()) {
    return 'up to date'
  }
  rmSync(stampFile, { force: true })
  await work()
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, fingerprint)
  return 'done'
}
