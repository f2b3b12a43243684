import { expect, it } from 'vitest'
import { rememberSignOut, takeSignOut } from './sign-out-notice'

it('is told once after a sign-out, and never without one', () => {
  const page = { name: '' }
  expect(takeSignOut(page)).toBe(false)
  rememberSignOut(page)
  expect([takeSignOut(page), takeSignOut(page)]).toEqual([true, false])
})

it('leaves a window its own name', () => {
  const page = { name: 'somebody’s' }
  expect(takeSignOut(page)).toBe(false)
  expect(page.name).toBe('somebody’s')
})
