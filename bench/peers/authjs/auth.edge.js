// The half that runs on the edge, without the database, as Auth.js' "Edge compatibility" guide asks for.
import NextAuth from 'next-auth'
import Google from 'next-auth/providers/google'

export const { auth } = NextAuth({
  providers: [Google],
  trustHost: true,
  session: { strategy: 'jwt' },
})
