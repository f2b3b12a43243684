// From an address at the gateway to a row of the table, and from a row to an address at Google. Guarantees that the
// origin is a constant and that the path consists of the row's own words and of values that match its patterns,
// encoded by us: whatever a caller sends, no other address can come out.
import { env } from '@/lib/config/env'
import { paths } from '@/lib/config/paths'
import { AppError, type InputFault } from '@/lib/errors'
import { type Endpoint, type EndpointName, endpoints, services } from './endpoints'

const standardOrigin = 'https://www.googleapis.com'
const parameter = /^\{(\w+)\}$/

export type EndpointCall = {
  name: EndpointName
  endpoint: Endpoint
  params: Readonly<Record<string, string>>
}

/** The value of a path segment, or null where it is not exactly what we would write for that value. */
function decodeSegment(segment: string): string | null {
  try {
    const value = decodeURIComponent(segment)
    return encodeURIComponent(value) === segment ? value : null
  } catch {
    return null
  }
}

function matchSegments(endpoint: Endpoint, segments: readonly string[]) {
  const wanted = [endpoint.service, ...endpoint.path.slice(1).split('/')]
  if (wanted.length !== segments.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const segment = segments[index]!
    const name = parameter.exec(part)?.[1]
    if (name === undefined) {
      if (part !== segment) return null
      continue
    }
    const value = decodeSegment(segment)
    if (value === null || !endpoint.params[name]!.test(value)) return null
    params[name] = value
  }
  return params
}

/** Every row at this address of the gateway: one for each method. @param pathname still percent-encoded */
export function findEndpoints(pathname: string): EndpointCall[] {
  const prefix = `${paths.apiGoogle}/`
  if (!pathname.startsWith(prefix)) return []
  const segments = pathname.slice(prefix.length).split('/')
  return (Object.keys(endpoints) as EndpointName[]).flatMap((name) => {
    const endpoint: Endpoint = endpoints[name]
    const params = matchSegments(endpoint, segments)
    return params ? [{ name, endpoint, params }] : []
  })
}

function faultsOf(endpoint: Endpoint, query: URLSearchParams): InputFault[] {
  return [...new Set(query.keys())].flatMap((name) => {
    const pattern = Object.hasOwn(endpoint.query, name) ? endpoint.query[name] : undefined
    const pointer = name.slice(0, 64)
    if (!pattern) return [{ pointer, detail: 'This endpoint has no such parameter.' }]
    const values = query.getAll(name)
    if (values.length > 1) return [{ pointer, detail: 'This parameter is given more than once.' }]
    if (!pattern.test(values[0]!)) return [{ pointer, detail: 'This value is not allowed here.' }]
    return []
  })
}

function originOf(endpoint: Endpoint): string {
  const { GOOGLE_API_ORIGIN } = env()
  // Set to something else, it stands for all of Google.
  return GOOGLE_API_ORIGIN === standardOrigin
    ? services[endpoint.service].origin
    : GOOGLE_API_ORIGIN
}

/** The address at Google. @throws {AppError} invalid_request, where parameters or query do not match the row */
export function toGoogleUrl({ endpoint, params }: EndpointCall, query: URLSearchParams): URL {
  const faults = faultsOf(endpoint, query)
  if (faults.length > 0) throw new AppError('invalid_request', { faults })
  const path = endpoint.path.split('/').map((part) => {
    const name = parameter.exec(part)?.[1]
    if (name === undefined) return part
    const value = params[name]
    if (value === undefined || !endpoint.params[name]!.test(value))
      throw new AppError('invalid_request', { faults: [{ pointer: name, detail: 'Not allowed.' }] })
    return encodeURIComponent(value)
  })
  const url = new URL(originOf(endpoint))
  url.pathname = services[endpoint.service].base + path.join('/')
  url.search = query.toString()
  return url
}
