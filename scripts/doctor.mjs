// `npm run doctor`: looks at everything a deployment stands on, says what is wrong and how to put it right. It changes
// nothing, prints no secret, and ends with 1 where something would keep the site from working.
import { findEnvironmentFindings, readEnvironment } from './doctor/environment.mjs'
import { findDatabaseFindings } from './doctor/database.mjs'
import { findProviderFindings } from './doctor/provider.mjs'
import { findRedisFindings } from './doctor/redis.mjs'
import { findServerFindings } from './doctor/server.mjs'
import { toReport } from './doctor/report.mjs'
import { resolveTypeScript } from './typescript-modules.mjs'

resolveTypeScript()
const source = readEnvironment()
const environment = await findEnvironmentFindings(source)
// Each looks at its own settings, so that one that is wrong does not hide what the others would say.
const others = await Promise.all([
  findServerFindings(),
  findDatabaseFindings(source),
  findRedisFindings(source),
  findProviderFindings(source),
])
const { text, isHealthy } = toReport([environment, ...others].flat())
process.stdout.write(text)
// A connection that hangs must not keep a finished report waiting.
process.exit(isHealthy ? 0 : 1)
