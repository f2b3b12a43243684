// The files of a build that come compressed: their addresses, and what is in them.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { noMiddlewareFolder } from '../../local/cli/no-middleware.mjs'
import { projectFolder } from '../../local/cli/project.mjs'
import { staticFolderOf } from '../../scripts/brotli-files.mjs'
import type { StackAddresses } from './stack/addresses.ts'

export interface StaticFile {
  /** `/_next/static/…` */
  readonly address: string
  readonly content: Buffer
}

function readStaticFiles(folder: string, names: RegExp): StaticFile[] {
  const root = staticFolderOf(path.join(folder, '.next'))
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => names.test(name))
    .map((name) => ({
      address: `/_next/static/${name.split(path.sep).join('/')}`,
      content: readFileSync(path.join(root, name)),
    }))
}

/** Each site of the stack with the files of its build. */
export function sitesWithFiles(
  { replicaUrls, noMiddlewareUrl }: Pick<StackAddresses, 'replicaUrls' | 'noMiddlewareUrl'>,
  names = /^(chunks|media).*\.(js|css|svg)$/,
): [site: string, files: StaticFile[]][] {
  const files = readStaticFiles(projectFolder, names)
  return [
    ...replicaUrls.map((site): [string, StaticFile[]] => [site, files]),
    [noMiddlewareUrl, readStaticFiles(noMiddlewareFolder, names)],
  ]
}
