// Fills the shop: `node prisma/seed.ts` with DATABASE_URL. Safe to run again and from two places at once; products that
// somebody added by hand are left alone.
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../lib/db/generated/client.ts'
import { productRows } from './seed/product-rows.ts'

const connectionString = process.env.DATABASE_URL
if (!connectionString) {
  console.error('DATABASE_URL is missing: set it to postgresql://user:password@host:5432/database')
  process.exit(1)
}

// Without the time zone a server in another one would store shifted times.
const adapter = new PrismaPg({ connectionString, options: '-c TimeZone=UTC' })
const prisma = new PrismaClient({ adapter })

try {
  const rows = productRows()
  for (const { id, slug, ...rest } of rows) {
    await prisma.product.upsert({
      where: { slug },
      create: { id, slug, ...rest },
      update: rest,
    })
  }
  console.log(`${rows.length} products are in the shop`)
} finally {
  await prisma.$disconnect()
}
