// Server Actions as a browser posts them, found in the build's own list.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { noMiddlewareFolder } from '../../local/cli/no-middleware.mjs'
import { projectFolder } from '../../local/cli/project.mjs'
import type { ExactRequest } from './send.ts'
import type { StackAddresses } from './stack/addresses.ts'

const boundary = 'gatehouse-boundary'

/** The ids of all actions by the name of their function; each build has its own. */
export function listActions(
  { noMiddlewareUrl }: Pick<StackAddresses, 'noMiddlewareUrl'>,
  site: string,
): Map<string, string> {
  const folder = site === noMiddlewareUrl ? noMiddlewareFolder : projectFolder
  const manifest = path.join(folder, '.next/server/server-reference-manifest.json')
  const { node, edge } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<
    'node' | 'edge',
    Record<string, { exportedName: string }>
  >
  const actions = Object.entries({ ...node, ...edge })
  return new Map(actions.map(([id, { exportedName }]) => [exportedName, id]))
}

/** An action of a form, `(previous, form)`, with these fields, in React's encoding of its arguments. */
export function actionRequest(
  id: string,
  fields: Record<string, string>,
  headers: Record<string, string>,
): ExactRequest {
  const parts = [...Object.entries(fields).map(([name, value]) => [`_1_${name}`, value] as const)]
  const body = [...parts, ['0', '[null,"$K1"]'] as const]
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('')
    .concat(`--${boundary}--\r\n`)
  return {
    method: 'POST',
    body,
    headers: {
      ...headers,
      'next-action': id,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(Buffer.byteLength(body)),
    },
  }
}
