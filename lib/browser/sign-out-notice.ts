// That somebody has just signed out on a page which everybody may see: kept for this tab over the load that follows, since
// the page that is left cannot say so any more. In the window's name, which the sign-out's Clear-Site-Data leaves alone:
// what is stored may still be cleared after the answer has come.
const mark = 'gatehouse-signed-out'

type Named = { name: string }

export function rememberSignOut(page: Named = window): void {
  page.name = mark
}

/** True once after a sign-out. */
export function takeSignOut(page: Named = window): boolean {
  if (page.name !== mark) return false
  page.name = ''
  return true
}

let isAfterSignOut: boolean | null = null

/** Whether this page was loaded after a sign-out: the same for as long as it lives. */
export function followsSignOut(): boolean {
  isAfterSignOut ??= takeSignOut()
  return isAfterSignOut
}
