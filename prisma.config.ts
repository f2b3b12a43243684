import path from 'node:path'
import { defineConfig } from 'prisma/config'

// Prisma's CLI would download its native schema engine at every command, `generate` included, and fail where
// that host cannot be reached. The engine on offer here is the same one as WebAssembly (scripts/schema-engine).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(
  import.meta.dirname,
  'scripts/schema-engine/engine.mjs',
)

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'node prisma/seed.ts' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
