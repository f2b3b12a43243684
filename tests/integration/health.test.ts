import { expect, inject, test } from 'vitest'
import { send } from '../support/send.ts'
import { everySite } from '../support/refusals.ts'
import { statementsDuring } from '../support/statement-log.ts'

const stack = inject('stack')

test.each(['/health/live', '/health/ready'])(
  '%s answers anybody, and says no more than ok',
  async (path) => {
    for (const site of everySite(stack)) {
      const response = await send(site + path)
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({ status: 'ok' })
      expect(response.headers.get('cache-control')).toContain('no-store')
    }
  },
)

test('being alive needs no database, being ready asks it', async () => {
  const [site] = stack.replicaUrls
  expect(await statementsDuring(stack, () => send(`${site}/health/live`))).toEqual([])
  expect(await statementsDuring(stack, () => send(`${site}/health/ready`))).not.toEqual([])
})
