/** What the lab did and saw: the closed list of what its log can say. The words are in the messages' area "lab". */
export const labSteps = [
  'access_forgotten',
  'access_expired',
  'grace_passed',
  'thief_renewed',
  'thief_was_refused',
  'thief_is_let_in',
  'owner_renewed',
  'owner_was_refused',
  'thief_access_refused',
  'thief_access_accepted',
  'other_device_signed_in',
  'other_device_ended_this',
  'other_device_signed_out',
  'session_is_over',
  'session_lives',
] as const

export type LabStep = (typeof labSteps)[number]

/** What a person can have done. */
export const labDeeds = ['expire', 'pass_grace', 'steal', 'end_from_elsewhere'] as const

export type LabDeed = (typeof labDeeds)[number]

export function toLabDeed(value: string | null | undefined): LabDeed | null {
  return labDeeds.find((deed) => deed === value) ?? null
}

/**
 * What POST /lab/act answers. `expired` is for the page's own memory; `expires_in` is what it would have believed of a
 * good one.
 */
export type LabAnswer = {
  steps: LabStep[]
  expired?: { access_token: string; expires_in: number }
}
