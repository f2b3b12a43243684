// `npm run screenshots`: the pictures in docs/screenshots, taken of the production build.
import { runPrepared } from './run-prepared.mjs'

await runPrepared('tests/screenshots/main.ts', { withBrowser: true })
