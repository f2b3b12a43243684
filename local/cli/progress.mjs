// One line a step: what is being done, then how long it took.

/** Runs a step and shows it. `work` may return a word for what happened, e.g. "nothing to do". */
export async function step(title, work) {
  const start = performance.now()
  process.stdout.write(`  ${title} … `)
  try {
    const result = await work()
    const word = typeof result === 'string' ? result : 'done'
    process.stdout.write(`${word} (${secondsSince(start)})\n`)
    return result
  } catch (error) {
    process.stdout.write(`failed (${secondsSince(start)})\n`)
    throw error
  }
}

export function secondsSince(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}

/** Frames lines; the width follows the longest. */
export function toBox(lines) {
  const width = Math.max(...lines.map((line) => line.length))
  const rule = '─'.repeat(width + 2)
  return [`┌${rule}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${rule}┘`].join('\n')
}
