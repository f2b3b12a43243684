// What `npm start` knows of a page whose render failed while it shows another in its place (scripts/fault-page.mjs).
// Elsewhere nobody is there to ask, and Next shows app/error.tsx by a script.
import 'server-only'

/** The request that failed: its id in the log, and the address it asked for. */
export type PageFault = { requestId: string; address: string }

const holder = globalThis as typeof globalThis & {
  gatehouseFaultOf?: (dangerousKey: string) => PageFault | null
}

/** @returns null where the request is not ours: nobody else can make such a key */
export function pageFaultOf(headers: Headers): PageFault | null {
  const key = headers.get('x-gatehouse-fault')
  return key ? (holder.gatehouseFaultOf?.(key) ?? null) : null
}
