// Any setting X may be given as X_FILE, the path of a file that holds it (Docker and Kubernetes mount secrets so).
// The edge runtime has no file system, so the files are read here, before Next begins.
import { readFileSync } from 'node:fs'

export const settingNames = [
  'AUTH_URL',
  'AUTH_SECRET',
  'AUTH_SECRET_1',
  'AUTH_SECRET_2',
  'AUTH_SECRET_3',
  'AUTH_GOOGLE_ID',
  'AUTH_GOOGLE_SECRET',
  'AUTH_GOOGLE_ISSUER',
  'AUTH_GOOGLE_HD',
  'DATABASE_URL',
  'REDIS_URL',
  'GOOGLE_API_ORIGIN',
  'ALLOWED_ORIGINS',
  'TRUSTED_PROXY_HOPS',
  'ACCESS_TOKEN_SECONDS',
  'SESSION_IDLE_SECONDS',
  'SESSION_ABSOLUTE_SECONDS',
  'REFRESH_GRACE_SECONDS',
  'RATE_LIMIT_FACTOR',
  'ADMIN_EMAILS',
  'DRAIN_SECONDS',
  'METRICS_PORT',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'LOG_LEVEL',
]

/**
 * Returns the values read from files, by setting, and a sentence for every fault. `env` is left as it is.
 * `names` narrows the settings looked at.
 */
export function readFileVariables(env, names = settingNames) {
  const values = {}
  const faults = []
  for (const name of names) {
    const file = env[`${name}_FILE`]
    if (!file) continue
    if (env[name]) {
      faults.push(`${name} and ${name}_FILE are both set: keep one of them.`)
      continue
    }
    try {
      // Editors and `echo` end a file with a newline that is not part of the secret.
      values[name] = readFileSync(file, 'utf8').replace(/\r?\n$/, '')
    } catch (error) {
      faults.push(`${name}_FILE names ${file}, which cannot be read (${error.code}).`)
    }
  }
  return { values, faults }
}

/** Puts the values into `env`, or prints every fault and ends the process. */
export function applyFileVariables(env, names) {
  const { values, faults } = readFileVariables(env, names)
  if (faults.length > 0) {
    process.stderr.write(faults.map((fault) => `${fault}\n`).join(''))
    process.exit(1)
  }
  for (const [name, value] of Object.entries(values)) {
    env[name] = value
    // Next would hand both to the application, which would then find the setting given twice.
    delete env[`${name}_FILE`]
  }
}
