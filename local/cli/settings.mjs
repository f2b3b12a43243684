// The environment that demo and dev give the site: what .env and the shell say, and for the rest what runs locally.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { findFreePort, isPortFree } from '../ports.mjs'
import { inData, inProject } from './project.mjs'

export const localClientId = 'gatehouse-local.apps.googleusercontent.example'

/** `.env` under the process's own environment, which wins. */
export function readSettings() {
  const file = inProject('.env')
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  return { ...fromFile, ...process.env }
}

// Node's own parser came with 20.12; this must run on 20.9.
function parseEnv(text) {
  const entries = text
    .split(/\r?\n/)
    .map((line) => /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line))
    .filter(Boolean)
    .map(([, name, value]) => [name, withoutQuotes(value)])
  return Object.fromEntries(entries)
}

function withoutQuotes(value) {
  const quoted = /^(["'`])(.*)\1(?:\s+#.*)?$/.exec(value)
  return quoted ? quoted[2] : value.replace(/(?:^|\s+)#.*$/, '')
}

/** A random value that is made once and then kept, readable by its owner alone. */
export function keptSecret(name) {
  const file = inData(name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

/** A port that stays the same from run to run while it is free: the local Google's issuer is its address. */
export async function keptPort(name) {
  const file = inData(name)
  const former = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (former && (await isPortFree(former))) return former
  const port = await findFreePort()
  writeFileSync(file, String(port))
  return port
}

export function hasRealGoogle(settings) {
  const has = (name) => Boolean(settings[name] || settings[`${name}_FILE`])
  return has('AUTH_GOOGLE_ID') && has('AUTH_GOOGLE_SECRET')
}
