/** Why a download of one's data did not begin: the closed list of `?export=` on the account page. */
export const exportOutcomes = ['too_many_attempts', 'service_unavailable'] as const

export type ExportOutcome = (typeof exportOutcomes)[number]

export function toExportOutcome(value: string | null | undefined): ExportOutcome | null {
  return exportOutcomes.find((outcome) => outcome === value) ?? null
}
