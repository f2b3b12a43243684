// Reads prisma/migrations in the shape the engine takes it (Prisma's CLI does the same).
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

export async function readMigrationsFolder(folder) {
  const baseDir = path.resolve(folder)
  const entries = await readdir(baseDir, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir,
    shadowDbInitScript: '',
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(baseDir, 'migration_lock.toml'), 'utf8').catch(() => null),
    },
    migrationDirectories: await Promise.all(names.map((name) => readMigration(baseDir, name))),
  }
}

async function readMigration(baseDir, name) {
  const content = await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8').then(
    (value) => ({ tag: 'ok', value }),
    (error) => ({ tag: 'error', value: error.message }),
  )
  return { path: name, migrationFile: { path: 'migration.sql', content } }
}

export const noFilters = { externalTables: [], externalEnums: [] }
