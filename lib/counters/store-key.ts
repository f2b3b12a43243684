// What a counter or mark is called in its store: a MAC, so that neither an address nor a user's id stands there, nor can
// be found by trying them all.
import 'server-only'
import { createHmac } from 'node:crypto'
import { subkeys } from '@/lib/config/secrets'

const keyBytes = 18

/** @param purpose tells apart what uses the same subject */
export async function toStoreKey(purpose: string, subject: string): Promise<string> {
  const [secret] = await subkeys('counters')
  const mac = createHmac('sha256', secret).update(`${purpose}\0${subject}`).digest()
  return mac.subarray(0, keyBytes).toString('base64url')
}
