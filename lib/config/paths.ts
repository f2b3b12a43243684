// Every address of the site from one typed object, so that no page or handler spells one by hand.

function withQuery(path: string, query: Record<string, string | undefined | null>): string {
  const pairs = Object.entries(query).filter(([, value]) => value) as [string, string][]
  return pairs.length ? `${path}?${new URLSearchParams(pairs)}` : path
}

type AdminUsersQuery = { q?: string; state?: string; after?: string }
type AuditQuery = { type?: string; user?: string; from?: string; to?: string; before?: string }
type LoginQuery = { next?: string; error?: string; account?: string; ref?: string; wait?: string }

export const paths = {
  home: '/',
  products: '/products',
  product: (slug: string) => `/products/${encodeURIComponent(slug)}`,
  productFavourite: (slug: string) => `/products/${encodeURIComponent(slug)}/favourite`,
  account: '/account',
  // A page this long is opened where the news is.
  accountGoogle: '/account#google',
  accountWithEvents: '/account?events=awaited#events',
  accountWithExport: (outcome: string) => `${withQuery('/account', { export: outcome })}#own-data`,
  activity: '/account/activity',
  activityBefore: (before: string) => withQuery('/account/activity', { before }),
  deleteAccount: '/account/delete',
  deleteAccountWith: (error: string) => withQuery('/account/delete', { error }),
  accountDeletion: '/account/deletion',
  admin: '/admin',
  adminUsers: (query: AdminUsersQuery) => withQuery('/admin', query),
  adminUser: (id: string) => `/admin/users/${id}`,
  adminAudit: '/admin/audit',
  adminAuditWith: (query: AuditQuery) => withQuery('/admin/audit', query),
  loginPage: '/login',
  login: (next?: string, error?: string) => withQuery('/login', { next, error }),
  loginWith: (query: LoginQuery) => withQuery('/login', query),
  googleLogin: (next?: string) => withQuery('/auth/google/login', { next }),
  googleLoginOtherAccount: (next?: string) =>
    withQuery('/auth/google/login', { next, account: 'other' }),
  googleCallback: '/auth/callback/google',
  googleConnect: (scope: string, next?: string) =>
    withQuery('/auth/google/connect', { scope, next }),
  googleDisconnect: '/auth/google/disconnect',
  refresh: '/auth/refresh',
  logout: '/auth/logout',
  logoutEverywhere: '/auth/logout?everywhere=1',
  forgetPages: '/auth/forget-pages',
  me: '/auth/me',
  sessions: '/auth/sessions',
  apiProducts: '/api/products',
  apiGoogle: '/api/google',
  apiProduct: (productId: string) => `/api/products/${productId}`,
  apiFavourite: (productId: string) => `/api/products/${productId}/favourite`,
  apiNote: (productId: string) => `/api/products/${productId}/note`,
  apiAccountExport: '/api/account/export',
  lab: '/lab',
  labDid: (what: string) => withQuery('/lab', { did: what }),
  labAct: '/lab/act',
  preferences: '/preferences',
  privacy: '/privacy',
  help: '/help',
  jwks: '/.well-known/jwks.json',
  outage: (next: string, ref?: string) => withQuery('/outage', { next, ref }),
  signedIn: '/signed-in',
  offline: (language: string) => withQuery('/offline', { language }),
  offlineWorker: (language: string) => withQuery('/offline-worker.js', { language }),
  healthLive: '/health/live',
  healthReady: '/health/ready',
} as const

/** Where a sign-in leads that named no way back. */
export const defaultNext = paths.products

/** Pages only a signed-in user may see; everything below them too. */
export const protectedPages = [paths.products, paths.account, paths.admin] as const

/** Where an access token is asked for, everything below too, and a call that only a cookie authenticates is renewed. */
export const renewedApis = ['/api', paths.sessions, paths.googleDisconnect] as const
