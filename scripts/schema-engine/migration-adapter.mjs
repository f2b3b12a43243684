// The Postgres adapter as migrations need it. The stock one is made for an application: its executeScript cuts a
// script at every `;` (also inside `$$ … $$` and quotes) and spreads the pieces over a pool, so that a migration
// is neither whole nor atomic. Here there is one connection, and a script is one simple query, as the native
// engine sends it: Postgres runs it as a single transaction.
import { randomBytes } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import { createDatabase, dropDatabase, toDriverUrl, withDatabase } from './database.mjs'

const internalCharTypeId = 18
const textTypeId = 25

/** The returned factory's `close` ends every connection it opened; the engine itself ends none. */
export function createMigrationAdapterFactory(databaseUrl, { shadowDatabaseUrl } = {}) {
  const opened = []
  const opens = (open) => async () => {
    const adapter = await open()
    opened.push(adapter)
    return adapter
  }
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: opens(() => connect(databaseUrl)),
    connectToShadowDb: opens(() =>
      shadowDatabaseUrl ? connect(shadowDatabaseUrl) : connectToOwnShadow(databaseUrl),
    ),
    close: () => Promise.all(opened.map((adapter) => adapter.dispose())),
  }
}

async function connect(databaseUrl) {
  const schema = new URL(databaseUrl).searchParams.get('schema') ?? 'public'
  const factory = new PrismaPg(
    {
      connectionString: toDriverUrl(databaseUrl),
      max: 1,
      // The engine's advisory lock lives in the session: the pool must not close the connection while it is idle.
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: 10_000,
      options: `-c search_path=${JSON.stringify(schema)} -c TimeZone=UTC`,
    },
    { schema },
  )
  return asMigrationAdapter(await factory.connect())
}

function asMigrationAdapter(adapter) {
  const pool = adapter.underlyingDriver()
  const dispose = adapter.dispose.bind(adapter)
  let disposing
  adapter.dispose = () => (disposing ??= dispose())
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  return withInternalChar(adapter)
}

// The engine reads constraint kinds from Postgres' catalogue as characters. They are columns of the internal type
// "char", which the stock adapter refuses, and which handed over as text makes the engine panic.
function withInternalChar(adapter) {
  const performIO = adapter.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  const charColumns = new WeakMap()
  adapter.performIO = async (query) => {
    const result = await performIO(query)
    const fields = result.fields.filter((field) => field.dataTypeID === internalCharTypeId)
    charColumns.set(query, new Set(fields.map((field) => result.fields.indexOf(field))))
    for (const field of fields) field.dataTypeID = textTypeId
    return result
  }
  adapter.queryRaw = async (query) => {
    const { columnTypes, ...result } = await queryRaw(query)
    const isChar = (index) => charColumns.get(query).has(index)
    return {
      ...result,
      columnTypes: columnTypes.map((type, i) => (isChar(i) ? ColumnTypeEnum.Character : type)),
    }
  }
  return adapter
}

async function connectToOwnShadow(databaseUrl) {
  const name = `prisma_migrate_shadow_db_${randomBytes(8).toString('hex')}`
  const shadowUrl = withDatabase(databaseUrl, name)
  await createDatabase(shadowUrl)
  const adapter = await connect(shadowUrl)
  const dispose = adapter.dispose.bind(adapter)
  adapter.dispose = async () => {
    await dispose()
    await dropDatabase(shadowUrl)
  }
  return adapter
}
