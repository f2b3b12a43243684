import type { StackAddresses } from './addresses.ts'

/** The stack that playwright-setup.ts started, or null where there is none (a deployed site is under test). */
export function findStack(): StackAddresses | null {
  const json = process.env.GATEHOUSE_STACK
  return json ? (JSON.parse(json) as StackAddresses) : null
}
