// The key file of a Google service account, and the token it makes: a JWT that the account signs for itself and the RISC
// API takes as it is (developers.google.com/identity/protocols/risc, "Generate an authorization token").
import { readFileSync } from 'node:fs'
import { importPKCS8, SignJWT } from 'jose'

const audience = 'https://risc.googleapis.com/google.identity.risc.v1beta.RiscManagementService'
const lifetimeSeconds = 3_600

/** @throws {Error} with a sentence that says what is wrong with the file, and quotes nothing of it */
export function readKeyFile(path) {
  const key = parseKeyFile(path)
  const { type, client_email: email, private_key_id: keyId, private_key: privateKey } = key ?? {}
  if (type !== 'service_account' || !email || !keyId || !privateKey)
    throw new Error(`${path} is not the JSON key file of a service account.`)
  return { email, keyId, privateKey }
}

function parseKeyFile(path) {
  let text
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(`${path} cannot be read (${error.code}).`)
  }
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the file.
    return null
  }
}

/** @param now milliseconds since the epoch */
export async function makeToken({ email, keyId, privateKey }, now) {
  const issuedAt = Math.floor(now / 1_000)
  const key = await importPKCS8(privateKey, 'RS256').catch(() => {
    throw new Error('The private key in the key file cannot be used.')
  })
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'JWT' })
    .setIssuer(email)
    .setSubject(email)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(key)
}
