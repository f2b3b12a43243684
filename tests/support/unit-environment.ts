// The environment of a unit test: good, complete and its own, whatever the machine's says.
import { randomBytes } from 'node:crypto'
import { vi } from 'vitest'

/** As `openssl rand -base64 33` prints it. */
export function randomSecret(): string {
  return randomBytes(33).toString('base64')
}

/** The least that a start needs; everything else has a default. */
export const requiredVariables = {
  AUTH_URL: 'https://shop.example.com',
  AUTH_SECRET: randomSecret(),
  AUTH_GOOGLE_ID: 'unit.apps.googleusercontent.example',
  AUTH_GOOGLE_SECRET: 'unit-client-secret',
  DATABASE_URL: 'postgresql://gatehouse:unused@127.0.0.1:5432/gatehouse',
}

const optionalVariables = [
  'AUTH_SECRET_1',
  'AUTH_SECRET_2',
  'AUTH_SECRET_3',
  'AUTH_GOOGLE_ISSUER',
  'AUTH_GOOGLE_HD',
  'GOOGLE_API_ORIGIN',
  'ALLOWED_ORIGINS',
  'TRUSTED_PROXY_HOPS',
  'ACCESS_TOKEN_SECONDS',
  'SESSION_IDLE_SECONDS',
  'SESSION_ABSOLUTE_SECONDS',
  'REFRESH_GRACE_SECONDS',
  'REDIS_URL',
  'RATE_LIMIT_FACTOR',
  'ADMIN_EMAILS',
  'LOG_LEVEL',
  'INTERNAL_ORIGIN',
  'GATEHOUSE_LAB',
] as const

type Overrides = Partial<
  Record<keyof typeof requiredVariables | (typeof optionalVariables)[number], string>
>

/**
 * Sets the environment and forgets the modules that have read the one before: `await import()` what is tested
 * afterwards, and compare errors by their code, since their class is a new one too.
 */
export function setEnvironment(overrides: Overrides = {}): void {
  vi.resetModules()
  for (const name of optionalVariables) delete process.env[name]
  Object.assign(process.env, requiredVariables, overrides)
}
