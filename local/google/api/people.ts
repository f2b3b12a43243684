import { createHash } from 'node:crypto'
import { GoogleApiError } from '../google-error.ts'
import { contactsScope } from '../scopes.ts'
import { parseCount, toPage, type ApiCall, type ApiRoute } from './api-route.ts'

const firstNames = [
  'Alan',
  'Barbara',
  'Claude',
  'Dorothy',
  'Edsger',
  'Frances',
  'Hedy',
  'Katherine',
]
const lastNames = [
  'Lamarr',
  'Liskov',
  'Shannon',
  'Vaughan',
  'Dijkstra',
  'Allen',
  'Turing',
  'Johnson',
]
const contacts = 24

type Contact = Record<string, unknown> & { resourceName: string; etag: string }

/** The account's contacts, with every field that can be asked for. */
function listContacts(sub: string): Contact[] {
  return Array.from({ length: contacts }, (_, index) => {
    const givenName = firstNames[index % firstNames.length] ?? ''
    const familyName = lastNames[(index * 3 + 1) % lastNames.length] ?? ''
    const digest = createHash('sha256').update(`${sub} ${index}`).digest()
    const id = String(digest.readBigUInt64BE() >> 4n)
    const metadata = { primary: true, source: { type: 'CONTACT', id: BigInt(id).toString(16) } }
    const displayName = `${givenName} ${familyName}`
    const mailbox = `${givenName}.${familyName}`.toLowerCase()
    const phone = `+1 202 555 01${String(index).padStart(2, '0')}`
    return {
      resourceName: `people/c${id}`,
      etag: `%${digest.toString('base64').slice(0, 24)}`,
      names: [{ metadata, displayName, givenName, familyName }],
      emailAddresses: [{ metadata, value: `${mailbox}@example.org`, type: 'work' }],
      ...(index % 3 === 0 ? { phoneNumbers: [{ metadata, value: phone, type: 'mobile' }] } : {}),
    }
  })
}

function requireFields(query: URLSearchParams): string[] {
  const fields = query.get('personFields')?.split(',').filter(Boolean) ?? []
  if (fields.length === 0) {
    const message = 'personFields mask is required. Please specify one or more valid paths.'
    throw new GoogleApiError(400, message)
  }
  return fields
}

function pick({ resourceName, etag, ...contact }: Contact, fields: readonly string[]) {
  const asked = Object.entries(contact).filter(([name]) => fields.includes(name))
  return { resourceName, etag, ...Object.fromEntries(asked) }
}

function answerConnections({ query, sub }: ApiCall) {
  const fields = requireFields(query)
  const pageSize = parseCount(query, 'pageSize', { standard: 100, max: 1000 })
  const all = listContacts(sub)
  const { items, nextPageToken } = toPage(all, query, pageSize)
  return {
    connections: items.map((contact) => pick(contact, fields)),
    nextPageToken,
    totalPeople: all.length,
    totalItems: all.length,
  }
}

function answerContact({ query, sub, params }: ApiCall) {
  const fields = requireFields(query)
  const contact = listContacts(sub).find(
    ({ resourceName }) => resourceName === `people/${params[0]}`,
  )
  if (!contact) throw new GoogleApiError(404, 'Requested entity was not found.')
  return pick(contact, fields)
}

export const peopleRoutes: readonly ApiRoute[] = [
  {
    method: 'GET',
    pattern: /^\/v1\/people\/me\/connections$/,
    scopes: [contactsScope],
    rpc: 'google.people.v1.PeopleService.ListConnections',
    answer: answerConnections,
  },
  {
    method: 'GET',
    pattern: /^\/v1\/people\/(c\d+)$/,
    scopes: [contactsScope],
    rpc: 'google.people.v1.PeopleService.GetPerson',
    answer: answerContact,
  },
]
