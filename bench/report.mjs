import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'

const folder = path.join(import.meta.dirname, 'results')

/** @param {number | null} goal the ratio to reach, or null where a figure is for orientation */
export function toRow(what, peer, ours, theirs, goal) {
  const ratio = ours.perSecond / theirs.perSecond
  const verdict = goal === null ? '' : ratio >= goal ? 'reached' : 'falls short'
  return { what, peer, ours, theirs, ratio, goal, verdict }
}

/** Prints the table and writes it, with the raw figures, to bench/results/. */
export async function writeResults(rows, { rounds, seconds, connections }) {
  mkdirSync(folder, { recursive: true })
  const setting = `${cpus().length} cores, Node ${process.versions.node}, ${connections} connections, ${rounds} interleaved rounds of ${seconds} s, medians`
  const table = toTable(rows)
  writeFileSync(
    path.join(folder, 'results.json'),
    `${JSON.stringify({ setting, rows }, null, 2)}\n`,
  )
  writeFileSync(path.join(folder, 'results.md'), `# Benchmarks\n\n${setting}.\n\n${table}\n`)
  process.stdout.write(`\n${setting}\n\n${table}\n`)
}

function toTable(rows) {
  const lines = rows.map(({ what, peer, ours, theirs, ratio, goal, verdict }) => [
    what,
    peer,
    `${Math.round(ours.perSecond)}/s`,
    `${Math.round(theirs.perSecond)}/s`,
    ratio.toFixed(2),
    goal === null ? '' : `≥ ${goal}`,
    verdict,
  ])
  const header = ['what', 'against', 'ours', 'theirs', 'ratio', 'goal', '']
  return [header, header.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
