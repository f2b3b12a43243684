import { getSessionCookie } from 'better-auth/cookies'
import { NextResponse } from 'next/server'

export function middleware(request) {
  if (!getSessionCookie(request)) return new NextResponse(null, { status: 401 })
  return NextResponse.next()
}

export const config = { matcher: ['/api/me'] }
