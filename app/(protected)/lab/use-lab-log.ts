'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { paths } from '@/lib/config/paths'
import { openTabChannel } from '@/lib/browser/tab-channel'
import type { LabEntry, LabEvent } from './lab-entries'

const watched = [paths.refresh, paths.me, '/api/']
const mostEntries = 200

/** What went over the network, as the browser's own records tell it: the path and the status, nothing of the content. */
function toRequest(entry: PerformanceEntry): LabEvent | null {
  const { name, responseStatus } = entry as PerformanceResourceTiming
  const { pathname, origin } = new URL(name)
  const isWatched = origin === window.location.origin && watched.some((p) => pathname.startsWith(p))
  if (!isWatched) return null
  const method = pathname === paths.refresh ? 'POST' : 'GET'
  return { kind: 'request', method, path: pathname, status: responseStatus }
}

function watchRequests(add: (event: LabEvent) => void): () => void {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const event = toRequest(entry)
      if (event) add(event)
    }
  })
  observer.observe({ type: 'resource' })
  return () => observer.disconnect()
}

/** What the tabs of this browser say to each other, this one included: only which kind of message it was. */
function watchTabs(add: (event: LabEvent) => void): () => void {
  const channel = openTabChannel()
  channel.listen(({ type }) => add({ kind: 'tab', type }))
  return () => channel.close()
}

/** The log of the lab: what the page's session client sends and says, and what the lab itself adds. */
export function useLabLog() {
  const [entries, setEntries] = useState<LabEntry[]>([])
  const nextId = useRef(0)
  const add = useCallback((event: LabEvent) => {
    const entry = { ...event, id: nextId.current++, at: new Date() }
    setEntries((before) => [...before, entry].slice(-mostEntries))
  }, [])
  useEffect(() => {
    const stops = [watchRequests(add), watchTabs(add)]
    return () => stops.forEach((stop) => stop())
  }, [add])
  return { entries, add, clear: () => setEntries([]) }
}
