import { describe, expect, it } from 'vitest'
import { withPageStatus } from './page-status.mjs'

declare global {
  var gatehouseAnswerNotFound: () => boolean
}

type Response = { statusCode: number; headersSent: boolean }

/** What a page meets that finds nothing, a while after its request came in. */
async function answer(headers: Record<string, string>, { headersSent = false } = {}) {
  const response: Response = { statusCode: 200, headersSent }
  let isAnswered = false
  const handle = async () => {
    await Promise.resolve()
    for (const name of Object.keys(headers)) delete headers[name]
    isAnswered = globalThis.gatehouseAnswerNotFound()
  }
  await withPageStatus(handle)({ headers }, response)
  return { isAnswered, status: response.statusCode }
}

describe('the status of a page that finds nothing', () => {
  it('is 404', async () => {
    expect(await answer({})).toEqual({ isAnswered: true, status: 404 })
  })
  it('stays 200 for the router, whose headers Next removes', async () => {
    expect(await answer({ rsc: '1' })).toEqual({ isAnswered: true, status: 200 })
  })
  it('cannot be given to an answer that has begun, nor outside of any', async () => {
    expect(await answer({}, { headersSent: true })).toEqual({ isAnswered: false, status: 200 })
    expect(globalThis.gatehouseAnswerNotFound()).toBe(false)
  })
  it('is that of one’s own answer while others are under way', async () => {
    const release: (() => void)[] = []
    const responses = [1, 2].map(() => ({ statusCode: 200, headersSent: false }))
    const answers = responses.map((response, index) =>
      withPageStatus(async () => {
        await new Promise<void>((resolve) => release.push(resolve))
        if (index === 0) globalThis.gatehouseAnswerNotFound()
      })({ headers: {} }, response),
    )
    for (const go of release.reverse()) go()
    await Promise.all(answers)
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([404, 200])
  })
})
