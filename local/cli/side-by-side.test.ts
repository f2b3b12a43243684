import { expect, test } from 'vitest'
import { runSideBySide, withNeeds } from './side-by-side.mjs'

interface Step {
  name: string
  needs: string[]
}

const steps: Step[] = [
  { name: 'build', needs: [] },
  { name: 'lint', needs: [] },
  { name: 'pictures', needs: ['build'] },
  { name: 'sites', needs: ['pictures'] },
]

/** Runs them; each takes a few turns. @returns what happened, in order, and how many ran at once at most */
async function run(list: Step[], failing: string[] = [], stopAfter = Infinity) {
  const events: string[] = []
  let [running, most, done] = [0, 0, 0]
  async function runStep({ name }: Step, missing?: string) {
    if (missing) {
      events.push(`${name} misses ${missing}`)
      return false
    }
    most = Math.max(most, ++running)
    events.push(`${name} begins`)
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
    events.push(`${name} ends`)
    running--
    done++
    return !failing.includes(name)
  }
  await runSideBySide(list, { atOnce: 2, runStep, isStopping: () => done >= stopAfter })
  return { events, most }
}

test('runs as many at once as it may, and no more', async () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, needs: [] }))
  const { events, most } = await run(many)
  expect(most).toBe(2)
  expect(events.filter((event) => event.endsWith('ends'))).toHaveLength(5)
})

test('begins nothing before what it needs has ended', async () => {
  const { events } = await run(steps)
  expect(events.indexOf('pictures begins')).toBeGreaterThan(events.indexOf('build ends'))
  expect(events.indexOf('sites begins')).toBeGreaterThan(events.indexOf('pictures ends'))
})

test('does not run what needs a step that failed, nor what needs that', async () => {
  const { events } = await run(steps, ['build'])
  expect(events).toContain('lint ends')
  expect(events.slice(-2)).toEqual(['pictures misses build', 'sites misses pictures'])
  expect(events).not.toContain('pictures begins')
})

test('begins nothing more once it is told to stop', async () => {
  const { events } = await run(steps, [], 1)
  expect(events).not.toContain('pictures begins')
})

test('a choice brings along all that it needs, and nothing else', () => {
  const names = withNeeds(steps, ['sites']).map((step: Step) => step.name)
  expect(names).toEqual(['build', 'pictures', 'sites'])
})
