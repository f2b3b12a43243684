import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { neverShown, views } from './views.ts'

const shownFiles = globSync(['app/**/page.tsx', 'app/**/{not-found,error,global-error}.tsx'])

test('every page is looked at in some state', () => {
  const known = new Set([...views.map(({ file }) => file), ...Object.keys(neverShown)])
  expect(shownFiles.filter((file) => !known.has(file))).toEqual([])
})

test('every state is of a file that is there, and has a name of its own', () => {
  const files = new Set([...shownFiles, ...globSync('app/**/route.ts')])
  expect(views.filter(({ file }) => !files.has(file))).toEqual([])
  expect(new Set(views.map(({ name }) => name)).size).toBe(views.length)
})
