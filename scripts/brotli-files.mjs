// Scripts, styles and drawings of a build are the same for everybody and until the next build: they are compressed once,
// as well as Brotli can, which takes seconds, where Next would compress them again for each request and less. They lie
// beside `static`, not in it, so that no address leads to them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)
// What pages load. The folder beside them, which is named after the build, Next fills later.
const folders = ['chunks', 'media']
// Fonts are compressed by their own format.
const compressible = ['.js', '.css', '.svg']
const params = {
  [constants.BROTLI_PARAM_QUALITY]: 11,
  // 4 MB, in powers of two: more than any file has, so a wider one would find nothing more.
  [constants.BROTLI_PARAM_LGWIN]: 22,
}

/** @param distDir Next's folder, `.next` */
export const staticFolderOf = (distDir) => path.join(distDir, 'static')
export const brotliFolderOf = (distDir) => path.join(distDir, 'brotli')

/**
 * Compresses what is compressible of a build's static files.
 * @param {{ distDir: string }} build as Next describes it (`compiler.runAfterProductionCompile`)
 */
export async function compressStaticFiles({ distDir }) {
  const [from, to] = [staticFolderOf(distDir), brotliFolderOf(distDir)]
  rmSync(to, { recursive: true, force: true })
  const names = readdirSync(from, { recursive: true }).filter(
    (name) =>
      folders.includes(name.split(path.sep)[0]) && compressible.includes(path.extname(name)),
  )
  // The thread pool compresses on as many processors as there are.
  await Promise.all(names.map((name) => compressFile(path.join(from, name), path.join(to, name))))
}

async function compressFile(from, to) {
  const compressed = await compress(readFileSync(from), { params })
  mkdirSync(path.dirname(to), { recursive: true })
  writeFileSync(to, compressed)
}
