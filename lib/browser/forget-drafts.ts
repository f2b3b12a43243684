// Where drafts are kept (draft-store.ts), apart, since every page may have to forget them: they go with a sign-out, and
// nobody who signs in finds somebody else's.

export const draftPrefix = 'gatehouse-draft:'

/** @param userId whose drafts stay; null: nobody's */
export function forgetDrafts(userId: string | null, storage: () => Storage = sessionStorageOf) {
  try {
    const kept = userId === null ? null : `${draftPrefix}${userId}:`
    const drafts = Object.keys(storage()).filter((name) => name.startsWith(draftPrefix))
    for (const name of drafts) if (!kept || !name.startsWith(kept)) storage().removeItem(name)
  } catch {
    // A browser that lets nobody store anything has no drafts either.
  }
}

export function sessionStorageOf(): Storage {
  return window.sessionStorage
}
