import { createPublicKey } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import type { Folder } from '../folder.ts'
import { createSigningKey } from '../keys.ts'

const audience = 'https://risc.googleapis.com/google.identity.risc.v1beta.RiscManagementService'
const fileName = 'service-accounts.json'
const projectId = 'gatehouse-local'
const lifetimeSeconds = 3600

interface Account {
  email: string
  kid: string
  /** PEM, SPKI. */
  publicKey: string
}

/** The key file that Google's console lets one download. */
export interface KeyFile {
  type: 'service_account'
  project_id: string
  private_key_id: string
  private_key: string
  client_email: string
}

/** Accounts that may configure the event stream. Only their public keys are kept. */
export class ServiceAccounts {
  readonly #folder: Folder
  #accounts: Account[]

  constructor(folder: Folder) {
    this.#folder = folder
    this.#accounts = (folder.read(fileName) as Account[] | null) ?? []
  }

  async create(): Promise<KeyFile> {
    const { kid, privateKey, publicKey } = await createSigningKey()
    const email = `risc-${kid.slice(0, 8)}@${projectId}.iam.gserviceaccount.com`
    const spki = String(publicKey.export({ type: 'spki', format: 'pem' }))
    this.#accounts = [...this.#accounts, { email, kid, publicKey: spki }]
    this.#folder.write(fileName, this.#accounts)
    return {
      type: 'service_account',
      project_id: projectId,
      private_key_id: kid,
      private_key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
      client_email: email,
    }
  }

  /** Whether the JWT was made by one of the accounts for the RISC API, and for an hour at most. */
  async accepts(jwt: string): Promise<boolean> {
    try {
      const { kid } = decodeProtectedHeader(jwt)
      const account = this.#accounts.find((candidate) => candidate.kid === kid)
      if (!account) return false
      const { payload } = await jwtVerify(jwt, createPublicKey(account.publicKey), {
        algorithms: ['RS256'],
        audience,
        issuer: account.email,
        subject: account.email,
        requiredClaims: ['iat', 'exp'],
      })
      return payload.exp! - payload.iat! <= lifetimeSeconds
    } catch {
      // Whatever is wrong with it, Google says 401 and no more.
      return false
    }
  }
}
