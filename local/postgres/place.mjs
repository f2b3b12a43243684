// Decides as whom and where Postgres runs. It refuses to run as root, so root hands it to an unprivileged id, which
// must be able to enter the folders of the programs and the data. Where it cannot (a project below /root, say), both
// live in a folder of its own outside the project, and the data's usual place is a link to it.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Fault } from '../fault.mjs'
import { findNativeFolder, programIn } from './binaries.mjs'

// `nobody` on Debian and most others. Only the number counts: no user need exist.
const unprivilegedId = 65_534

/** Returns `{ nativeFolder, dataFolder, identity }`; `identity` goes into the options of spawn. */
export function choosePlace(wantedDataFolder) {
  const nativeFolder = findNativeFolder()
  mkdirSync(path.dirname(wantedDataFolder), { recursive: true })
  if (process.getuid?.() !== 0) {
    return { nativeFolder, dataFolder: wantedDataFolder, identity: {} }
  }
  const identity = { uid: unprivilegedId, gid: unprivilegedId }
  if (!isLink(wantedDataFolder) && canReach(identity, nativeFolder, wantedDataFolder)) {
    return { nativeFolder, dataFolder: wantedDataFolder, identity }
  }
  return { ...moveOutside(nativeFolder, wantedDataFolder, identity), identity }
}

/** Makes a folder that belongs to whoever runs Postgres. */
export function makeOwnFolder(folder, { uid, gid }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (uid !== undefined) chownSync(folder, uid, gid)
}

function isLink(file) {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

// Asked of the system itself, as that id: mode bits alone do not tell (access lists, mounts).
function canReach(identity, nativeFolder, dataFolder) {
  const script = 'cd "$1" && test -x "$2" && test -r "$3"'
  const files = [path.dirname(dataFolder), programIn(nativeFolder, 'postgres'), nativeFolder]
  const { status } = spawnSync('/bin/sh', ['-c', script, 'sh', ...files], {
    ...identity,
    cwd: '/',
    stdio: 'ignore',
  })
  return status === 0
}

function moveOutside(nativeFolder, wantedDataFolder, identity) {
  const project = path.dirname(path.dirname(wantedDataFolder))
  const outside = claimOutsideFolder(project, identity)
  const ownNativeFolder = copyPrograms(nativeFolder, outside)
  const dataFolder = path.join(outside, path.basename(wantedDataFolder))
  if (!isLink(wantedDataFolder)) {
    // Data from before, when the folder could still be entered, moves along.
    if (existsSync(wantedDataFolder)) {
      cpSync(wantedDataFolder, dataFolder, { recursive: true })
      spawnSync('chown', ['-R', `${identity.uid}:${identity.gid}`, dataFolder])
      rmSync(wantedDataFolder, { recursive: true })
    }
    symlinkSync(dataFolder, wantedDataFolder)
  } else if (readlinkSync(wantedDataFolder) !== dataFolder) {
    // The project was moved or copied: this link is another project's data.
    rmSync(wantedDataFolder)
    symlinkSync(dataFolder, wantedDataFolder)
  }
  return { nativeFolder: ownNativeFolder, dataFolder }
}

function claimOutsideFolder(project, identity) {
  const name = `gatehouse-${createHash('sha256').update(project).digest('hex').slice(0, 16)}`
  const folder = path.join(existsSync('/var/tmp') ? '/var/tmp' : os.tmpdir(), name)
  const there = lstatSync(folder, { throwIfNoEntry: false })
  // Everybody may write to /var/tmp: a folder that somebody else put there is not ours to use.
  if (there && (!there.isDirectory() || there.uid !== identity.uid)) {
    throw new Fault(`${folder} is needed for the database but belongs to somebody else: remove it.`)
  }
  makeOwnFolder(folder, identity)
  return folder
}

function copyPrograms(nativeFolder, outside) {
  const key = createHash('sha256')
    .update(`${lstatSync(programIn(nativeFolder, 'postgres')).size} ${process.arch}`)
    .digest('hex')
  const target = path.join(outside, `programs-${key.slice(0, 12)}`)
  if (!existsSync(target)) {
    const unfinished = `${target}.${process.pid}`
    cpSync(nativeFolder, unfinished, { recursive: true, verbatimSymlinks: true })
    renameSync(unfinished, target)
  }
  return target
}
