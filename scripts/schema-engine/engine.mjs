#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which its CLI would otherwise download: same arguments, same
// line-delimited JSON-RPC on standard input and output, the same engine as WebAssembly behind it, Postgres only.
// prisma.config.ts points PRISMA_SCHEMA_ENGINE_BINARY here.
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import {
  canConnect,
  connectionFaultOf,
  createDatabase,
  databaseNameOf,
  dropDatabase,
  reasonOf,
} from './database.mjs'
import { createMigrationAdapterFactory } from './migration-adapter.mjs'
import { createOfflineAdapterFactory } from './offline-adapter.mjs'
import { createSchemaEngine } from './wasm.mjs'

const invocation = parseArguments(process.argv.slice(2))

if (invocation.words.includes('--version') || invocation.words.includes('-V')) {
  process.stdout.write('schema-engine-cli wasm\n')
} else if (invocation.words[0] === 'cli') {
  await runDatabaseCommand(invocation.words[1], invocation.datasource.url)
} else {
  await answerRequests(invocation)
}

function parseArguments(args) {
  const parsed = { datamodelFiles: [], datasource: undefined, words: [] }
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] === '--datamodels') parsed.datamodelFiles.push(args[(i += 1)])
    else if (args[i] === '--datasource') parsed.datasource = JSON.parse(args[(i += 1)])
    else if (args[i] === '--enabled-preview-features' || args[i] === '--extension-types') i += 1
    else parsed.words.push(args[i])
  }
  return parsed
}

async function runDatabaseCommand(command, databaseUrl) {
  const commands = {
    'can-connect-to-database': canConnect,
    'create-database': createDatabase,
    'drop-database': dropDatabase,
  }
  try {
    await commands[command](databaseUrl)
  } catch (error) {
    const codes = { 'missing-database': 'P1003', 'refused-credentials': 'P1000' }
    const errorCode = codes[connectionFaultOf(error)] ?? 'P1001'
    const fields = { message: reasonOf(error), error_code: errorCode, is_panic: false }
    const timestamp = new Date().toISOString()
    // The CLI drops the first line of standard error and reads the rest as the engine's log.
    process.stderr.write('{}\n')
    process.stderr.write(
      JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields, timestamp }) + '\n',
    )
    process.exitCode = 1
  }
}

async function openEngine({ datasource, datamodelFiles }) {
  const factory = datasource?.url
    ? createMigrationAdapterFactory(datasource.url, {
        shadowDatabaseUrl: datasource.shadowDatabaseUrl || undefined,
      })
    : createOfflineAdapterFactory()
  const datamodels = await Promise.all(
    datamodelFiles.map(async (file) => [file, await readFile(file, 'utf8')]),
  )
  return createSchemaEngine(factory, datamodels)
}

async function answerRequests(options) {
  let opening
  let pending
  // A panic inside the engine surfaces outside any promise. Unanswered, the CLI would end as if all were well.
  process.once('uncaughtException', (error) => {
    send({ jsonrpc: '2.0', id: pending, error: toRpcError(error) })
    process.exitCode = 1
    process.stdin.destroy()
  })
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const request = JSON.parse(line)
    // What has no method is the CLI's answer to our own `print`.
    if (!request.method) continue
    opening ??= openEngine(options)
    pending = request.id
    await answer(request, opening, options)
  }
  // The engine's connection would keep the process alive.
  process.exit(0)
}

async function answer({ id, method, params }, opening, options) {
  try {
    const result = await call(await opening, method, params, options)
    if (method === 'diff' && result?.stdout) {
      send({
        jsonrpc: '2.0',
        id: `print-${id}`,
        method: 'print',
        params: { content: result.stdout },
      })
      result.stdout = null
    }
    send({ jsonrpc: '2.0', id, result: result ?? null })
  } catch (error) {
    send({ jsonrpc: '2.0', id, error: toRpcError(error) })
  }
}

async function call({ engine, causeOf }, method, params, { datasource }) {
  if (method === 'createDatabase') return { databaseName: databaseNameOf(datasource.url) }
  if (method === 'getDatabaseVersion') return engine.version(params)
  if (typeof engine[method] !== 'function') throw new Error(`Unknown engine method ${method}`)
  try {
    return await engine[method](params)
  } catch (error) {
    throw causeOf(error)
  }
}

function toRpcError(error) {
  const data = { is_panic: false, message: String(error?.message ?? error), meta: null }
  if (/^P\d{4}$/.test(error?.code)) data.error_code = error.code
  return { code: 4466, message: 'An error happened. Check the data field for details.', data }
}

function send(message) {
  process.stdout.write(JSON.stringify(message) + '\n')
}
