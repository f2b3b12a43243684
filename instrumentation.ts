import type { Instrumentation } from 'next'

/** Runs once before the server answers. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('./instrumentation-node')).boot()
}

/** What a page, an action or a handler threw and nobody caught. */
export const onRequestError: Instrumentation.onRequestError = async (error, { path, headers }) => {
  if (process.env.NEXT_RUNTIME === 'nodejs')
    (await import('./instrumentation-node')).noteFault(error, path, headers)
}
