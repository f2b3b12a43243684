// `prisma migrate diff --from-empty --to-schema …` compares files and needs no database, yet the engine asks the one
// it is given for its version first. This stands in for that one: it answers that question and refuses any other.
import { ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils'

// The oldest Postgres we support, so that the scripts written offline suit every later one.
const supportedVersion = { name: 'PostgreSQL 14', number: 140000 }

const identity = { provider: 'postgres', adapterName: '@prisma/adapter-pg' }

const adapter = {
  ...identity,
  queryRaw: async ({ sql }) => (sql.includes("'server_version_num'") ? versionRow() : refuse()),
  executeRaw: refuse,
  executeScript: refuse,
  startTransaction: refuse,
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: async () => {},
}

export function createOfflineAdapterFactory() {
  return { ...identity, connect: async () => adapter, connectToShadowDb: refuse }
}

function versionRow() {
  return {
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, supportedVersion.name, supportedVersion.number]],
  }
}

async function refuse() {
  throw new DriverAdapterError({
    kind: 'postgres',
    code: 'N/A',
    severity: 'ERROR',
    message: 'This command needs a database: set DATABASE_URL.',
  })
}
