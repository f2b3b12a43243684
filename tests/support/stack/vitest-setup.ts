// vitest's global setup of the projects that need the whole stack: `inject('stack')` gives a test its addresses.
import type { TestProject } from 'vitest/node'
import type { StackAddresses } from './addresses.ts'
import { startStack, type Stack } from './start-stack.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    stack: StackAddresses
  }
}

// Every project loads this module anew; they share one stack, whose logs are named after the first.
const shared = globalThis as { gatehouseStack?: Promise<Stack> }

export default async function setup(project: TestProject) {
  shared.gatehouseStack ??= startStack(project.name)
  const stack = await shared.gatehouseStack
  project.provide('stack', stack.addresses)
  return () => stack.stop()
}
