import { createHash } from 'node:crypto'
import { GoogleApiError } from '../google-error.ts'
import { driveReadScope, driveScope } from '../scopes.ts'
import { Download, parseCount, toPage, type ApiCall, type ApiRoute } from './api-route.ts'

interface File {
  kind: 'drive#file'
  id: string
  name: string
  mimeType: string
  modifiedTime: string
  createdTime: string
  webViewLink: string
  ownedByMe: boolean
  size?: string
}

const apps = 'application/vnd.google-apps.'
const dayMs = 86_400_000

// [name, type, days since it was changed, size in bytes where it is a file with content]
const kept: readonly [string, string, number, number?][] = [
  ['Budget', `${apps}spreadsheet`, 0],
  ['Minutes of the board', `${apps}document`, 1],
  ['Launch plan', `${apps}presentation`, 2],
  ['Photos', `${apps}folder`, 9],
  ['Contract.pdf', 'application/pdf', 12, 248_113],
  ['Recording of the demo.mp4', 'video/mp4', 20, 104_857_600],
]
const notes = 40

/** The account's files, the last changed first. */
function listFiles(sub: string, now: Date): File[] {
  const all: (readonly [string, string, number, number?])[] = [
    ...kept,
    ...Array.from(
      { length: notes },
      (_, index) => [`Note ${index + 1}.txt`, 'text/plain', 30 + index, 900 + index] as const,
    ),
  ]
  return all.map(([name, mimeType, days, size]) => {
    const digest = createHash('sha256').update(`${sub} ${name}`).digest('base64url')
    const id = `1${digest.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 32)}`
    const modifiedTime = new Date(Math.floor(now.getTime() / dayMs - days) * dayMs).toISOString()
    const webViewLink = `https://drive.google.com/file/d/${id}/view`
    const content = size === undefined ? {} : { size: String(size) }
    return {
      ...{ kind: 'drive#file' as const, id, name, mimeType, modifiedTime, webViewLink },
      createdTime: '2026-01-05T08:00:00.000Z',
      ownedByMe: true,
      ...content,
    }
  })
}

const standardFields = ['kind', 'id', 'name', 'mimeType']

function pick(file: File, fields: readonly string[]): Record<string, unknown> {
  if (fields.includes('*')) return { ...file }
  return Object.fromEntries(Object.entries(file).filter(([name]) => fields.includes(name)))
}

function toFields(text: string | null | undefined): string[] {
  return text ? text.split(',').map((name) => name.trim()) : standardFields
}

function answerFiles({ query, sub, now }: ApiCall) {
  const pageSize = parseCount(query, 'pageSize', { standard: 100, max: 1000 })
  const fields = query.get('fields') ?? ''
  const fileFields = fields === '*' ? '*' : /files\(([^)]*)\)/.exec(fields)?.[1]
  const files = listFiles(sub, now)
  if (query.get('orderBy') === 'name') files.sort((a, b) => (a.name < b.name ? -1 : 1))
  const { items, nextPageToken } = toPage(files, query, pageSize)
  return {
    kind: 'drive#fileList',
    incompleteSearch: false,
    nextPageToken,
    files: items.map((file) => pick(file, toFields(fileFields))),
  }
}

const chunkBytes = 65_536

function* toContent(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(chunkBytes, 'Gatehouse. ')
  for (let left = bytes; left > 0; left -= chunkBytes) {
    yield left < chunkBytes ? chunk.subarray(0, left) : chunk
  }
}

function answerFile({ query, sub, now, params, scopes }: ApiCall) {
  const file = listFiles(sub, now).find(({ id }) => id === params[0])
  if (!file) throw new GoogleApiError(404, `File not found: ${params[0]}.`)
  if (query.get('alt') !== 'media') return pick(file, toFields(query.get('fields')))
  if (!scopes.has(driveReadScope)) {
    const message = 'The user has not granted the app read access to the file.'
    throw new GoogleApiError(403, message, { reason: 'appNotAuthorizedToFile' })
  }
  if (file.size === undefined) {
    const message = 'Only files with binary content can be downloaded.'
    throw new GoogleApiError(403, message, { reason: 'fileNotDownloadable' })
  }
  const bytes = Number(file.size)
  return new Download(toContent(bytes), { type: file.mimeType, bytes })
}

const scopes = [driveScope, driveReadScope]

export const driveRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    pattern: /^\/drive\/v3\/files$/,
    scopes,
    rpc: 'google.apps.drive.v3.DriveFiles.List',
    answer: answerFiles,
  },
  {
    method: 'GET',
    pattern: /^\/drive\/v3\/files\/([^/]+)$/,
    scopes,
    rpc: 'google.apps.drive.v3.DriveFiles.Get',
    answer: answerFile,
  },
]
