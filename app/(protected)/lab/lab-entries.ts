import type { RenewalOutcome } from '@/lib/browser/session-types'
import type { TabMessage } from '@/lib/browser/tab-channel'
import type { LabStep } from '@/lib/lab/lab-steps'

/** One line of the lab's log. None of them has room for a token. */
export type LabEvent =
  | { kind: 'step'; step: LabStep }
  | { kind: 'tab'; type: TabMessage['type'] }
  | { kind: 'renewal'; outcome: RenewalOutcome['kind'] }
  | { kind: 'request'; method: string; path: string; status: number }
  | { kind: 'requests'; count: number; statuses: string }
  | { kind: 'refused'; status: number }

export type LabEntry = LabEvent & { id: number; at: Date }
