// Loads Prisma's schema engine from its WebAssembly build. The package's own entry imports the .wasm file as an
// ES module, which plain Node does not do without a flag, so the module is instantiated here.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'

// The engine reports a panic through this global; without it a panic is an unreadable ReferenceError.
globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
  message: '',
  set_message(message) {
    this.message = `RuntimeError: ${message}`
    process.stderr.write(`The schema engine panicked: ${message}\n`)
  },
}

let loading

function loadEngineModule() {
  loading ??= instantiate()
  return loading
}

async function instantiate() {
  const glueFile = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  )
  const glue = await import(pathToFileURL(glueFile).href)
  const bytes = await readFile(path.join(path.dirname(glueFile), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue
}

/**
 * Creates an engine that works through the given adapter factory. `datamodels` is a list of `[path, content]`;
 * an empty list makes the engine fail, so it is handed over as `undefined`. `causeOf` finds the error behind the
 * number under which the engine reports what an adapter threw.
 */
export async function createSchemaEngine(adapterFactory, datamodels = []) {
  const { SchemaEngine } = await loadEngineModule()
  const boundFactory = bindMigrationAwareSqlAdapterFactory(adapterFactory)
  const engine = await SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    boundFactory,
  )
  const causeOf = (error) => {
    const id = /External error id#(\d+)/.exec(error?.message)?.[1]
    return id === undefined ? error : boundFactory.errorRegistry.consumeError(Number(id)).error
  }
  return { engine, causeOf }
}
