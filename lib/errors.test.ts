import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ProblemCode, problems } from './errors'

const folder = path.join(import.meta.dirname, '../docs/problems')
const codes = Object.keys(problems) as ProblemCode[]

function readPage(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8')
}

/** The problem document that a page shows: the body of its HTTP example. */
function exampleOn(page: string): Record<string, unknown> {
  const body = /```http\n[^{]*(\{[\s\S]*?\n\})\n```/.exec(page)?.[1]
  return JSON.parse(body ?? 'null')
}

describe('the pages of the problems', () => {
  it('are one for each code, and no more', () => {
    const pages = readdirSync(folder).filter((name) => name !== 'README.md')

    expect(pages.sort()).toEqual(codes.map((code) => `${code}.md`).sort())
  })

  it.each(codes)('show %s as it is answered', (code) => {
    const { status, title } = problems[code]
    const page = readPage(`${code}.md`)

    expect(page).toContain(`# \`${code}\`\n\n${status}: ${title}.\n`)
    expect(exampleOn(page)).toMatchObject({ status, title, code })
    expect(exampleOn(page).type).toMatch(new RegExp(`/problems/${code}$`))
  })

  it.each(codes)('are listed in the index with the status of %s', (code) => {
    const { status, title } = problems[code]
    const cells = [`[\`${code}\`](${code}.md)`, String(status), title]
    const rows = readPage('README.md')
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()))

    expect(rows).toContainEqual(['', ...cells, ''])
  })
})
