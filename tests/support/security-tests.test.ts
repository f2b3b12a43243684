// docs/security-tests.md is made from the tests themselves: a file names what it covers by its own name (a03-…) or by a
// line "// Covers A11, C16.". `npx vitest run --project unit tests/support/security-tests.test.ts -u` writes the page.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../..')
const page = path.join(root, 'docs/security-tests.md')

const groups: Record<string, string> = {
  A: 'OpenID Connect relying party',
  B: 'Sessions and cookies',
  C: 'Access tokens',
  D: 'Backend for Frontend, cross-site requests, gateway',
  E: 'Redirects and input',
  F: 'Framework and libraries',
  G: 'Rate limits',
  H: 'Faults and concurrency',
  I: 'Response headers',
}

const introduction = `# Security tests

Which test holds the site to which line of the yardstick: attacks and faults from OWASP ASVS 5.0, RFC 9700, RFC 8725, the
OpenID Foundation's relying-party conformance modules, Google's documentation and the published advisories of this field.
Each file says at its top what it guarantees and after whose rule. This page is made from the files' own names and
\`Covers\` lines, and a test fails where it is out of date.
`

function testFiles(): string[] {
  return readdirSync(path.join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(test|spec)\.ts$/.test(file) && !file.startsWith('support'))
    .map((file) => `tests/${file}`)
    .sort()
}

/** The yardstick's ids that a file says it covers: `A3`. */
function idsOf(file: string): string[] {
  const own = /^([a-i])(\d\d)-/.exec(path.basename(file))
  const lines = readFileSync(path.join(root, file), 'utf8').matchAll(/^\/\/ Covers (.+)\.$/gm)
  const listed = [...lines].flatMap(([, ids]) => ids!.split(', '))
  return [...(own ? [`${own[1]!.toUpperCase()}${Number(own[2])}`] : []), ...listed]
}

function toLink(file: string): string {
  const words = path
    .basename(file)
    .replace(/^[a-i]\d\d-/, '')
    .replace(/\.(test|spec)\.ts$/, '')
  return `[${words.replaceAll('-', ' ')}](../${file})`
}

function toTable(group: string, covered: Map<string, string[]>): string {
  const ids = [...covered.keys()].filter((id) => id.startsWith(group))
  if (ids.length === 0) return ''
  const rows = ids
    .sort((one, other) => Number(one.slice(1)) - Number(other.slice(1)))
    .map((id) => `| ${id} | ${covered.get(id)!.map(toLink).join(', ')} |`)
  return `## ${group}. ${groups[group]}\n\n| id | tests |\n| --- | --- |\n${rows.join('\n')}\n`
}

test('the page lists every test by what it covers, and nothing else', async () => {
  const covered = new Map<string, string[]>()
  for (const file of testFiles())
    for (const id of idsOf(file)) {
      expect(id, file).toMatch(/^[A-I]\d{1,2}$/)
      covered.set(id, [...(covered.get(id) ?? []), file])
    }
  const tables = Object.keys(groups).map((group) => toTable(group, covered))
  const text = [introduction, ...tables.filter(Boolean)].join('\n')
  await expect(text).toMatchFileSnapshot(page)
})
