// `npm run fonts`: writes app/fonts anew from the packages' whole files. To be run when the words of the button on the
// sign-in page change, or a language brings new letters; tests say so.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fontFiles, fontLicences, makeFont, readPackageFile, unicodeRangeOf } from '../fonts.mjs'
import { inProject } from './project.mjs'

mkdirSync(inProject('app/fonts'), { recursive: true })
for (const [name, file] of Object.entries(fontFiles())) {
  const font = await makeFont(file)
  writeFileSync(inProject('app/fonts', name), font)
  const kilobytes = (font.length / 1000).toFixed(1).padStart(5)
  console.log(`${kilobytes} kB  ${name.padEnd(30)} ${unicodeRangeOf(file.letters)}`)
}
for (const [name, parts] of Object.entries(fontLicences)) {
  writeFileSync(inProject('app/fonts', name), readPackageFile(parts))
}
