// `npm run lighthouse`: Lighthouse on every page of interest of the production build, as a phone and as a desktop, against
// the budgets in tests/lighthouse/audited-pages.ts. `-- --runs 3` takes the median of three, `-- --only login` some pages.
import { runPrepared } from './run-prepared.mjs'

await runPrepared('tests/lighthouse/main.ts', { withBrowser: true })
