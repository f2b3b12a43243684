import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexToMintUnder, isOutdated } from './minting-rule'

describe('the secret to mint under', () => {
  it.each([
    ['AUTH_SECRET where nobody else is there', ['B', 'A'], [], 0],
    ['the former one while a replica has not been rolled', ['B', 'A'], [['A'], ['B', 'A']], 1],
    [
      'AUTH_SECRET once all accept it',
      ['B', 'A'],
      [
        ['B', 'A'],
        ['B', 'A'],
      ],
      0,
    ],
    ['AUTH_SECRET while the former one is being taken away', ['B', 'A'], [['B'], ['B', 'A']], 0],
    ['one prepared by hand only when it is AUTH_SECRET', ['A', 'B'], [['B', 'A']], 0],
    [
      'the newest of those in common',
      ['D', 'C', 'B', 'A'],
      [
        ['C', 'B', 'A'],
        ['B', 'A'],
      ],
      2,
    ],
    ['AUTH_SECRET where nothing is in common', ['B', 'A'], [['A'], ['B']], 0],
    ['none of the business of a replica that shares no secret', ['B', 'A'], [['X'], ['A']], 1],
    ['AUTH_SECRET where a leaked one was replaced alone', ['B'], [['A'], ['A']], 0],
  ])('is %s', (_, own, others, expected) => {
    expect(indexToMintUnder(own, others)).toBe(expected)
  })

  it('is understood by every replica in every order of a one-step roll', () => {
    const rolled = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(rolled, (states) => {
        const replicas = states.map((isRolled) => (isRolled ? ['B', 'A'] : ['A']))
        for (const own of replicas) {
          const minted = own[indexToMintUnder(own, replicas)]!
          for (const accepted of replicas) expect(accepted).toContain(minted)
        }
      }),
    )
  })

  it('is understood by every replica in every order of taking the former secret away', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (states) => {
        const replicas = states.map((isRetired) => (isRetired ? ['B'] : ['B', 'A']))
        for (const own of replicas) expect(own[indexToMintUnder(own, replicas)]).toBe('B')
      }),
    )
  })
})

describe('a replica is behind', () => {
  it.each([
    ['a replica puts an unknown secret before one of ours', ['A'], [['B', 'A']], true],
    ['nobody else is there', ['A'], [], false],
    ['all accept the same', ['B', 'A'], [['B', 'A']], false],
    ['others still accept what we gave up', ['B'], [['B', 'A']], false],
    ['others do not know our new one', ['B', 'A'], [['A']], false],
    ['others prepare a new one behind ours', ['A'], [['A', 'B']], false],
    ['another deployment shares no secret with us', ['A'], [['X', 'Y']], false],
  ])('where %s', (_, own, others, expected) => {
    expect(isOutdated(own, others)).toBe(expected)
  })
})
