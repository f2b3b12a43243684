// `npm run vault:rotate`: seals every stored Google token under AUTH_SECRET, with the environment of `npm start`. To be
// run after AUTH_SECRET was changed and before the former one is taken away; safe beside running replicas, twice at once,
// and to break off. It prints counts and never a token.
import { applyFileVariables } from './file-variables.mjs'
import { reasonOf } from './schema-engine/database.mjs'
import { resolveTypeScript } from './typescript-modules.mjs'

applyFileVariables(process.env)
resolveTypeScript()
const { EnvError, env } = await import('../lib/config/env.ts')
const { isBehindSecretRoll, mintingIndex } = await import('../lib/config/secrets.ts')
const { dbPool } = await import('../lib/db/client.ts')
const { resealVault } = await import('../lib/google/reseal-vault.ts')
const { joinRollCall } = await import('../lib/replicas/roll-call.ts')

try {
  env()
  joinRollCall()
  const fault = await faultOfRoll()
  if (fault) end(fault)
  else report(await resealVault(printProgress))
} catch (error) {
  end(error instanceof EnvError ? error.message : `Stopped: ${reasonOf(error)}. Run it again.`)
} finally {
  await globalThis.gatehouseLeave?.().catch(() => {})
  await dbPool()
    .end()
    .catch(() => {})
}

// What is sealed under a secret that a running replica does not accept, that replica could not open.
async function faultOfRoll() {
  if (await isBehindSecretRoll())
    return 'The running replicas have a newer AUTH_SECRET than this command was given.'
  if ((await mintingIndex()) > 0)
    return 'Not every running replica accepts this AUTH_SECRET yet. Finish the deployment, wait 20 seconds, and run it again.'
  return null
}

function printProgress({ resealed, current, overtaken, unreadable }) {
  console.log(`${resealed + current + overtaken + unreadable} tokens looked at`)
}

function report({ resealed, current, overtaken, unreadable }) {
  console.log(
    `${resealed} sealed anew, ${current + overtaken} already under AUTH_SECRET, ${unreadable} could not be opened.`,
  )
  if (unreadable === 0) return
  process.exitCode = 1
  console.error(
    'What could not be opened was left as it is. Give the secret it was sealed under as AUTH_SECRET_1, _2 or _3 and run this again; where that secret is lost, these users connect Google again.',
  )
}

function end(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
