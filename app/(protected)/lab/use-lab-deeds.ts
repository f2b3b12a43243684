'use client'
import type { LabAnswer, LabDeed } from '@/lib/lab/lab-steps'
import { openTabChannel } from '@/lib/browser/tab-channel'
import { useAuthContext } from '@/lib/browser/use-auth'
import { paths } from '@/lib/config/paths'
import type { LabEvent } from './lab-entries'

const requests = 5

/** What the lab's buttons do in the page: the deeds by the server, the rest with the page's own session client. */
export function useLabDeeds(add: (event: LabEvent) => void) {
  const { session, apiFetch } = useAuthContext()

  // Every tab takes it for a newer token, as it would from another tab; the server will tell them that it has run out. It
  // claims no more than the lifetime from now, or the tabs would not take the next token for newer still.
  function handOut({ access_token, expires_in }: NonNullable<LabAnswer['expired']>): void {
    const { user } = session.getState()
    if (!user) return
    const expiresAt = Date.now() + expires_in * 1_000
    const channel = openTabChannel()
    const token = { rawToken: access_token, expiresAt, lifetimeSeconds: expires_in, user }
    channel.post({ type: 'token', token })
    channel.close()
  }

  async function act(deed: LabDeed): Promise<void> {
    const body = new URLSearchParams({ do: deed })
    const response = await fetch(paths.labAct, { method: 'POST', body })
    if (!response.ok) return add({ kind: 'refused', status: response.status })
    const { steps, expired } = (await response.json()) as LabAnswer
    for (const step of steps) add({ kind: 'step', step })
    if (expired) handOut(expired)
  }

  async function renew(): Promise<void> {
    const { kind } = await session.renew(session.freshToken)
    add({ kind: 'renewal', outcome: kind })
  }

  async function sendOne(): Promise<number> {
    const response = await apiFetch(`${paths.apiProducts}?limit=1`)
    // Read to its end, which is when the browser records it.
    await response.arrayBuffer()
    return response.status
  }

  async function send(): Promise<void> {
    const answers = await Promise.allSettled(Array.from({ length: requests }, sendOne))
    const statuses = answers.map((answer) =>
      answer.status === 'fulfilled' ? answer.value : (answer.reason as Error).name,
    )
    add({ kind: 'requests', count: requests, statuses: [...new Set(statuses)].join(', ') })
  }

  return { act, renew, send }
}
