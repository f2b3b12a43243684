import { expect, it } from 'vitest'
import { rememberSignOut, takeSignOut } from './sign-out-notice'

function fakeStorage(): () => Storage {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  }
  return () => storage as Storage
}

it('is told once after a sign-out, and never without one', () => {
  const storage = fakeStorage()
  expect(takeSignOut(storage)).toBe(false)
  rememberSignOut(storage)
  expect([takeSignOut(storage), takeSignOut(storage)]).toEqual([true, false])
})

it('is left out by a browser that stores nothing', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError')
  }
  rememberSignOut(refuse)
  expect(takeSignOut(refuse)).toBe(false)
})
