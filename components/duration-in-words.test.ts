import { expect, it } from 'vitest'
import { durationInWords } from './duration-in-words'

it.each([
  [604_800, '7 days'],
  [86_400, '1 day'],
  [900, '15 minutes'],
  [90, '90 seconds'],
  [7_200, '2 hours'],
  [1, '1 second'],
])('tells %d seconds as %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words)
})
