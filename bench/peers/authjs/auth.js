// As Auth.js' documentation sets it up (authjs.dev, "Protecting resources"), with sessions in a JWT or in Postgres.
import PostgresAdapter from '@auth/pg-adapter'
import NextAuth from 'next-auth'
import Google from 'next-auth/providers/google'
import pg from 'pg'

const hasDatabase = process.env.BENCH_SESSIONS === 'database'

export const { handlers, auth } = NextAuth({
  providers: [Google],
  trustHost: true,
  ...(hasDatabase
    ? {
        adapter: PostgresAdapter(
          new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 }),
        ),
        session: {
          strategy: 'database',
          updateAge: Number(process.env.BENCH_UPDATE_AGE ?? 86_400),
        },
      }
    : { session: { strategy: 'jwt' } }),
})
