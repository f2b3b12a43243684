// `npm run risc:register -- key.json`: tells Google to push its security events to this site's POST /auth/risc, tries it
// with a verification event, and says whether that has arrived. `--show` only shows the stream, `--stop` and `--resume`
// switch it. Run as often as you like; it prints no secret.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { readEnvironment } from './doctor/environment.mjs'
import { requestedEvents, toEventStream } from './risc/event-stream.mjs'
import { makeToken, readKeyFile } from './risc/service-account.mjs'
import { reasonOf, withConnection } from './schema-engine/database.mjs'

const google = 'https://accounts.google.com'
const modes = ['--show', '--stop', '--resume']
const arrivalMs = 20_000
const pollMs = 500

const { variables, fileFaults } = readEnvironment()
try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`)
  process.exit(1)
}
process.exit(0)

async function main(args) {
  const mode = args.find((arg) => arg.startsWith('--'))
  if (mode && !modes.includes(mode)) throw new Error(`${mode} is none of ${modes.join(', ')}.`)
  if (fileFaults.length > 0) throw new Error(fileFaults.join('\n'))
  const path = args.find((arg) => !arg.startsWith('--')) ?? variables.GOOGLE_APPLICATION_CREDENTIALS
  if (!path)
    throw new Error(
      'Name the key file of a service account: npm run risc:register -- key.json, or GOOGLE_APPLICATION_CREDENTIALS.',
    )
  const key = readKeyFile(path)
  const stream = toEventStream(toApiOrigin(), await makeToken(key, Date.now()))
  if (mode === '--stop') await stream.setStatus('disabled')
  if (mode === '--resume') await stream.setStatus('enabled')
  if (!mode) await register(stream)
  await show(stream)
  if (!mode) await verify(stream)
}

// The local Google has everything on one origin.
function toApiOrigin() {
  const issuer = variables.AUTH_GOOGLE_ISSUER || google
  if (!URL.canParse(issuer)) throw new Error('AUTH_GOOGLE_ISSUER is not a URL.')
  return issuer === google ? 'https://risc.googleapis.com' : new URL(issuer).origin
}

async function register(stream) {
  const { AUTH_URL: authUrl } = variables
  if (!authUrl || !URL.canParse(authUrl))
    throw new Error('AUTH_URL is not set: set it to the public origin of this site.')
  await stream.configure(`${new URL(authUrl).origin}/auth/risc`)
}

async function show(stream) {
  const { delivery, events_requested: events = [] } = await stream.read()
  const status = await stream.readStatus()
  const missing = requestedEvents.filter((type) => !events.includes(type))
  process.stdout.write(`Security events go to ${delivery?.url}. The stream is ${status}.\n`)
  for (const type of events) process.stdout.write(`  ${type}\n`)
  for (const type of missing) process.stdout.write(`  not asked for: ${type}\n`)
}

async function verify(stream) {
  if ((await stream.readStatus()) !== 'enabled') {
    process.stdout.write('It was stopped before and stays so: run again with --resume.\n')
    return
  }
  const state = `gatehouse ${randomUUID()}`
  const hasArrived = await watchForArrival()
  await stream.verify(state)
  process.stdout.write(`Google was asked for a verification event with the state "${state}".\n`)
  const answer = await hasArrived()
  if (answer === null) {
    process.stdout.write(
      'DATABASE_URL is not set, so look in the log of the site: "security event", kind verification, this state.\n',
    )
    return
  }
  if (!answer)
    throw new Error(
      'It has not arrived within 20 seconds. Can Google reach AUTH_URL, and does the site run with this database?',
    )
  process.stdout.write('It has arrived and was accepted.\n')
}

/** Remembers how many there are now; the answer, asked for later, is whether there is one more. null: cannot tell. */
async function watchForArrival() {
  const { DATABASE_URL: databaseUrl } = variables
  if (!databaseUrl) return async () => null
  const before = await countVerifications(databaseUrl)
  return async () => {
    const deadline = Date.now() + arrivalMs
    while (Date.now() < deadline) {
      if ((await countVerifications(databaseUrl)) > before) return true
      await sleep(pollMs)
    }
    return false
  }
}

function countVerifications(databaseUrl) {
  const statement = `SELECT count(*)::int AS count FROM audit_events
    WHERE type = 'google_security_event' AND reason = 'verification' AND user_id IS NULL`
  return withConnection(databaseUrl, async (client) => {
    const { rows } = await client.query(statement)
    return rows[0].count
  })
}
