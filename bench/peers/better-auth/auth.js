// As Better Auth's documentation sets it up (better-auth.com, "Next.js integration"), with and without its cookie cache.
import { betterAuth } from 'better-auth'
import pg from 'pg'

export const auth = betterAuth({
  baseURL: process.env.BETTER_AUTH_URL,
  database: new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 }),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  session: {
    updateAge: Number(process.env.BENCH_UPDATE_AGE ?? 86_400),
    cookieCache: { enabled: process.env.BENCH_COOKIE_CACHE === '1', maxAge: 300 },
  },
})
