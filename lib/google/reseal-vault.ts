// Brings every stored Google token under AUTH_SECRET, so that a former secret can be taken away (`npm run vault:rotate`).
// Safe beside running replicas, in two places at once, and to break off: what is done is skipped the next time.
import 'server-only'
import { toRefreshTokenIndex } from './refresh-token-index'
import { openGoogleToken, sealGoogleToken } from './vault'
import { type SealedRow, listSealed, replaceSealed } from './vault-store'

const batchSize = 200

export type ResealReport = {
  resealed: number
  /** Under AUTH_SECRET already. */
  current: number
  /** Somebody else wrote a newer token, under AUTH_SECRET, while this one was being sealed. */
  overtaken: number
  /** Sealed under a secret that is not given, altered or moved: left as it is. */
  unreadable: number
}

async function reseal(row: SealedRow): Promise<keyof ResealReport> {
  const opened = await openGoogleToken(row.accountId, row.field, row.sealed)
  if (opened.kind !== 'opened') return 'unreadable'
  if (opened.isCurrentKey) return 'current'
  const resealed = await sealGoogleToken(row.accountId, row.field, opened.rawToken)
  const index = row.field === 'refresh_token' ? await toRefreshTokenIndex(opened.rawToken) : null
  return (await replaceSealed(row, resealed, index)) ? 'resealed' : 'overtaken'
}

/** @param onBatch is told how far it has come */
export async function resealVault(
  onBatch: (report: Readonly<ResealReport>) => void,
): Promise<ResealReport> {
  const report: ResealReport = { resealed: 0, current: 0, overtaken: 0, unreadable: 0 }
  let after: string | null = null
  for (;;) {
    const { rows, last } = await listSealed(after, batchSize)
    if (last === null) return report
    for (const row of rows) report[await reseal(row)]++
    onBatch(report)
    after = last
  }
}
