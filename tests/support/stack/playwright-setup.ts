// Playwright's global setup. The workers get the addresses through the environment.
import { startStack } from './start-stack.ts'

export default async function setup() {
  const stack = await startStack('playwright')
  process.env.GATEHOUSE_STACK = JSON.stringify(stack.addresses)
  return () => stack.stop()
}
