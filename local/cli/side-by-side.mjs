// Runs steps several at a time, each once those that it needs are done.

/**
 * Begins the steps `{ name, needs }` in their order, `atOnce` at a time; what a step needs stands before it.
 * `runStep(step, missing)` resolves to whether the step succeeded; `missing` names a step it needs that did not. Begins
 * nothing more once `isStopping()`.
 */
export async function runSideBySide(steps, { atOnce, runStep, isStopping }) {
  const waiting = [...steps]
  const successes = new Map()

  async function runWhenPossible(step) {
    for (const name of step.needs) {
      if (!(await successes.get(name))) return runStep(step, name)
    }
    return runStep(step)
  }

  async function runOneAfterTheOther() {
    while (waiting.length > 0 && !isStopping()) {
      const step = waiting.shift()
      const success = runWhenPossible(step)
      successes.set(step.name, success)
      await success
    }
  }

  await Promise.all(Array.from({ length: atOnce }, runOneAfterTheOther))
}

/** The steps that are named and all that they need, in their order. */
export function withNeeds(steps, names) {
  const chosen = new Set(names)
  for (const { name, needs } of [...steps].reverse()) {
    if (chosen.has(name)) needs.forEach((need) => chosen.add(need))
  }
  return steps.filter(({ name }) => chosen.has(name))
}
