import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { paths } from '@/lib/config/paths'
import { type Endpoint, endpoints } from './endpoints'

const contract = JSON.parse(readFileSync('public/openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, unknown>>
}

it('the published contract names every row of the table, and no other', () => {
  const rows = Object.values(endpoints).map(({ method, service, path }: Endpoint) => {
    return `${method} ${paths.apiGoogle}/${service}${path}`
  })
  const published = Object.entries(contract.paths)
    .filter(([path]) => path.startsWith(paths.apiGoogle))
    .flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${path}`))
  expect(published.sort()).toEqual(rows.sort())
})
