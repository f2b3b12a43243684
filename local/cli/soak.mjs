// `npm run soak`: the long run. Three replicas behind nginx, people who use them, and something broken every other half
// minute. `npm run soak -- --minutes 60`; ten by default.
import { runPrepared } from './run-prepared.mjs'

await runPrepared('tests/soak/main.ts')
