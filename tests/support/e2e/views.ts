// Every page of the site in every state worth looking at: the table that the accessibility tests walk through. A page.tsx
// that has no line here fails a unit test (views.test.ts).
import type { BrowserContext, Page } from '@playwright/test'
import { plantSession } from '../planted-session.ts'
import type { WorkerSite } from '../stack/worker-site.ts'
import { AccountPage, calendar } from './account-page.ts'
import { breakProducts, mendProducts } from './broken-products.ts'
import { type LocalGoogle, passGoogle, type Person } from './local-google.ts'
import { ProductPage } from './product-page.ts'
import { ProductsPage } from './products-page.ts'
import { googleButton } from './sign-in.ts'

/** What a view has at hand to get where it wants to be. */
export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  readonly site: WorkerSite
  readonly google: LocalGoogle
  readonly signedInAs: (person: Person, path?: string) => Promise<Page>
  readonly expectConsole: (message: RegExp) => void
}

export interface View {
  readonly name: string
  /** What in app/ shows it. */
  readonly file: string
  readonly open: (visit: Visit) => Promise<unknown>
  /** Puts back what `open` has changed for others. */
  readonly leave?: (visit: Visit) => Promise<unknown>
  /** Stands alone, without the site's header, footer and scripts: it must work when nothing else does. */
  readonly isStandalone?: boolean
  /**
   * What one does to get there is looked for by its English words, and moves the page; in German the states are checked
   * that an address leads to.
   */
  readonly isReachedByActing?: boolean
}

const landing = 'app/(public)/page.tsx'
const login = 'app/(public)/login/page.tsx'
const products = 'app/(protected)/products/page.tsx'
const product = 'app/(protected)/products/[slug]/page.tsx'
const account = 'app/(protected)/account/page.tsx'
const deletion = 'app/(protected)/account/delete/page.tsx'
const activity = 'app/(protected)/account/activity/page.tsx'
const lab = 'app/(protected)/lab/page.tsx'
const help = 'app/(public)/help/page.tsx'
const adminUsers = 'app/(protected)/admin/page.tsx'
const adminUser = 'app/(protected)/admin/users/[id]/page.tsx'
const adminAudit = 'app/(protected)/admin/audit/page.tsx'

/** As a failed request has it. */
const reference = '0b5e1c9a-7d32-4f0e-9a51'

function atLogin(name: string, query: string): View {
  return { name: `login, ${name}`, file: login, open: ({ page }) => page.goto(`/login?${query}`) }
}

function asAda(name: string, file: string, path: string): View {
  return { name, file, open: ({ signedInAs }) => signedInAs('ada', path) }
}

const publicViews: readonly View[] = [
  { name: 'landing', file: landing, open: ({ page }) => page.goto('/') },
  { name: 'login', file: login, open: ({ page }) => page.goto('/login') },
  atLogin('cancelled', 'error=cancelled'),
  atLogin('failed, with a reference', `error=sign_in_failed&ref=${reference}`),
  atLogin('counting down', 'error=too_many_attempts&wait=50'),
  atLogin('signed out', 'error=signed_out'),
  atLogin('account deleted, Google not told', 'error=account_deleted_google_kept'),
  {
    name: 'login, refused by name',
    file: login,
    async open({ page }) {
      await page.goto('/login')
      await googleButton(page).click()
      await passGoogle(page, 'uma')
      await page.getByText('uma@example.com').waitFor()
    },
  },
  {
    name: 'privacy',
    file: 'app/(public)/privacy/page.tsx',
    open: ({ page }) => page.goto('/privacy'),
  },
  { name: 'help', file: help, open: ({ page }) => page.goto('/help') },
  {
    name: 'help, all of it opened',
    file: help,
    async open({ page }) {
      await page.goto('/help')
      for (const summary of await page.locator('summary').all()) await summary.click()
    },
  },
  {
    name: 'not found',
    file: 'app/not-found.tsx',
    open({ page, expectConsole }) {
      expectConsole(/status of 404 .*\/nowhere/)
      return page.goto('/nowhere')
    },
  },
  {
    name: 'offline',
    file: 'app/offline/route.ts',
    open: ({ page }) => page.goto('/offline'),
    isStandalone: true,
  },
  {
    name: 'outage',
    file: 'app/outage/route.ts',
    isStandalone: true,
    open({ page, expectConsole }) {
      expectConsole(/status of 503 .*\/outage/)
      return page.goto('/outage?next=/products')
    },
  },
]

const productViews: readonly View[] = [
  asAda('products', products, '/products'),
  asAda('products, none found', products, '/products?q=zzzz'),
  asAda('products, no favourites', products, '/products?favourite=true'),
  asAda('product', product, '/products/brass-ruler'),
  {
    name: 'product, a note that could not be saved',
    file: product,
    isReachedByActing: true,
    async open({ page, signedInAs, expectConsole }) {
      await signedInAs('ada', '/products/brass-ruler')
      expectConsole(/status of 503/)
      await page.route('**/note', (route) =>
        route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }),
      )
      const shown = new ProductPage(page)
      await shown.note.fill('For Oma')
      await shown.saveNote.click()
      await shown.noteFeedback.filter({ hasText: 'could not be saved' }).waitFor()
    },
  },
  {
    name: 'products, a search that fails',
    file: products,
    isReachedByActing: true,
    async open({ page, signedInAs, expectConsole }) {
      await signedInAs('ada')
      expectConsole(/status of 400 .*\/api\/products/)
      await page.route('**/api/products*', (route) =>
        route.fulfill({ status: 400, contentType: 'application/problem+json', body: '{}' }),
      )
      await new ProductsPage(page).searchBox.fill('wool')
      await page.getByRole('main').getByRole('alert').waitFor()
    },
  },
  {
    name: 'products, a search on its way',
    file: products,
    isReachedByActing: true,
    async open({ page, signedInAs }) {
      await signedInAs('ada')
      await page.route('**/api/products*', () => undefined)
      await new ProductsPage(page).searchBox.fill('wool')
      await page.locator('.animate-pulse, [aria-hidden].card').first().waitFor()
    },
  },
  {
    name: 'a page that failed',
    file: 'app/(public)/fault/page.tsx',
    async open({ page, site, signedInAs, expectConsole }) {
      await signedInAs('ada', '/account')
      await breakProducts(site)
      expectConsole(/status of 500 .*\/products/)
      await page.goto('/products')
      await page.getByRole('main').locator('code').waitFor()
    },
    leave: ({ site }) => mendProducts(site),
  },
  {
    name: 'a page that failed on the way of the router',
    file: 'app/error.tsx',
    isReachedByActing: true,
    async open({ page, site, signedInAs, expectConsole }) {
      await signedInAs('ada', '/account')
      await breakProducts(site)
      expectConsole(/./)
      await page.getByRole('link', { name: 'Products' }).click()
      await page.getByRole('heading', { name: 'Gatehouse is having trouble' }).waitFor()
    },
    leave: ({ site }) => mendProducts(site),
  },
]

// What an earlier state has connected is taken back.
async function openGraces({ google, page, signedInAs }: Visit) {
  await signedInAs('grace', '/account')
  const shown = new AccountPage(page)
  if (await shown.disconnectButton.isVisible()) await shown.disconnect()
  await google.forgetConsents()
  await page.goto('/account')
  return shown
}

const accountViews: readonly View[] = [
  {
    name: 'signed in, in a second window',
    file: 'app/(public)/signed-in/page.tsx',
    // Not the window's first page, so that it stays.
    open: async ({ page, signedInAs }) => {
      await signedInAs('ada')
      await page.goto('/signed-in')
    },
  },
  {
    name: 'landing, signed in',
    file: landing,
    async open({ page, signedInAs }) {
      await signedInAs('ada')
      await page.goto('/')
    },
  },
  asAda('account', account, '/account'),
  {
    name: 'account, calendar connected',
    file: account,
    isReachedByActing: true,
    async open(visit) {
      const page = await openGraces(visit)
      await page.connect(calendar, 'grace')
      await page.events.getByRole('listitem').first().waitFor()
    },
  },
  {
    name: 'account, Google in trouble',
    file: account,
    isReachedByActing: true,
    async open(visit) {
      const page = await openGraces(visit)
      await page.connect(calendar, 'grace')
      await visit.google.failAt('calendar', 503)
      await visit.page.goto('/account?google=failed')
      await page.events.getByText('Google is having trouble').waitFor()
    },
  },
  {
    name: 'account, Google access withdrawn',
    file: account,
    isReachedByActing: true,
    async open(visit) {
      const page = await openGraces(visit)
      await page.connect(calendar, 'grace')
      await visit.google.withdrawGrant('grace')
      await visit.page.goto('/account')
      await page.events.getByText('Google access was removed.').waitFor()
    },
  },
  asAda('session lab', lab, '/lab'),
  {
    name: 'session lab, with something in its log',
    file: lab,
    isReachedByActing: true,
    async open({ page, signedInAs }) {
      await signedInAs('ada', '/lab')
      await page.getByRole('button', { name: 'Let the grace pass' }).click()
      await page.getByRole('log').getByRole('listitem').first().waitFor()
    },
  },
  asAda('account activity', activity, '/account/activity'),
  asAda('deletion', deletion, '/account/delete'),
  {
    name: 'deletion, not confirmed',
    file: deletion,
    async open({ page, signedInAs }) {
      await signedInAs('ada', '/account/delete')
      await page.getByRole('main').getByRole('textbox').fill('no')
      await page.getByRole('main').getByRole('textbox').press('Enter')
      await page.getByRole('main').getByRole('alert').waitFor()
    },
  },
]

const adminViews: readonly View[] = [
  asAda('users', adminUsers, '/admin'),
  asAda('users, none found', adminUsers, '/admin?q=zzzz&state=blocked'),
  {
    name: 'a user, about to be blocked',
    file: adminUser,
    async open({ page, site, signedInAs }) {
      const { userId } = await plantSession(site.addresses, { truncatedAddress: '203.0.113.0/24' })
      await signedInAs('ada', `/admin/users/${userId}`)
      // Not by a click, which would move the focus.
      await page.locator('main details').evaluate((details) => details.setAttribute('open', ''))
    },
  },
  asAda('the audit log', adminAudit, '/admin/audit'),
  asAda('the audit log, misunderstood', adminAudit, '/admin/audit?user=x&from=x'),
]

export const views: readonly View[] = [
  ...publicViews,
  ...productViews,
  ...accountViews,
  ...adminViews,
]

/** What no test can put on display, and why. */
export const neverShown: Readonly<Record<string, string>> = {
  'app/global-error.tsx': 'only where the layout itself throws; it has a unit test',
}
