import { existsSync } from 'node:fs'
import { fault, good, notice } from './report.mjs'

const buildStamp = new URL('../../.next/BUILD_ID', import.meta.url)
const oldestNode = [20, 9]
const supportedSince = 22

export function findServerFindings() {
  return [findNode(process.versions.node), findBuild()]
}

function findNode(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1]))
    return fault('node', `Is ${version}.`, `Next needs ${oldestNode.join('.')} or newer.`)
  if (major < supportedSince)
    return notice('node', `Is ${version}, which gets no security fixes any more.`, 'Use Node 24.')
  return good('node', `Is ${version}.`)
}

function findBuild() {
  return existsSync(buildStamp)
    ? good('build', 'There is a production build.')
    : notice('build', 'There is no production build.', 'Run "npm run build" before "npm start".')
}
