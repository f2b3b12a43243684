// The forms of pages, as a browser without JavaScript sends them.
import { randomBytes } from 'node:crypto'
import { send } from './send.ts'

const form = /<form[^>]*>(.*?)<\/form>/gs
const hiddenInput = /<input[^>]*type="hidden"[^>]*>/g

function attribute(tag: string, name: string): string | null {
  const raw = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return raw === undefined ? null : raw.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

/** The hidden fields of the form that ends `which`: the id of a session, or `others`. */
export function sessionFormFields(html: string, which: string): [name: string, value: string][] {
  return formFields(html, 'which', which)
}

/** The hidden fields of the form of which one says this. */
export function formFields(
  html: string,
  knownName: string,
  knownValue: string,
): [name: string, value: string][] {
  for (const [, inside] of html.matchAll(form)) {
    const fields = [...inside!.matchAll(hiddenInput)].map(([tag]): [string, string] => {
      return [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']
    })
    if (fields.some(([name, value]) => name === knownName && value === knownValue)) return fields
  }
  throw new Error(`no form for ${knownValue} on the page`)
}

/** A page's form post: multipart, and whatever headers the browser of the test's choice would add. */
export function postForm(
  address: string,
  fields: readonly (readonly [name: string, value: string])[],
  headers: Record<string, string>,
): Promise<Response> {
  const boundary = `----${randomBytes(12).toString('hex')}`
  const parts = fields.map(([name, value]) => {
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  })
  const body = `${parts.join('')}--${boundary}--\r\n`
  return send(address, {
    ...{ method: 'POST', body },
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    },
  })
}
