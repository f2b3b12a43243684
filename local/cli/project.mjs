// Where things are. The launcher's modules import nothing from node_modules: on a fresh clone there is none.
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '../fault.mjs'

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))
export const dataFolder = path.join(projectFolder, '.data')

export function inProject(...parts) {
  return path.join(projectFolder, ...parts)
}

export function inData(...parts) {
  const file = path.join(dataFolder, ...parts)
  mkdirSync(path.dirname(file), { recursive: true })
  return file
}

/** Next runs from Node 20.9 on. */
export function requireSupportedNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return
  throw new Fault(`This is Node ${process.versions.node}; Gatehouse needs 20.9 or newer.`)
}

/** The Node that came with the packages: it runs TypeScript files as they are, which older ones do not. */
export function findProjectNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  for (const file of [
    inProject('node_modules/.bin', name),
    inProject('node_modules/node/bin', name),
  ])
    if (existsSync(file)) return file
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Fault(
    'The Node 24 that the development tools run on is not installed: its install script was not allowed. Run "npm install", or use Node 24 or newer yourself.',
  )
}
