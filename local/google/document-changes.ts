import type { DocumentChanges } from './settings.ts'

export function applyChanges(
  document: Record<string, unknown>,
  changes: DocumentChanges | undefined,
): Record<string, unknown> {
  const altered: Record<string, unknown> = { ...document, ...changes?.merge }
  for (const name of changes?.remove ?? []) delete altered[name]
  return altered
}
