'use client'
import { useEffect } from 'react'
import { useAuthContext } from './use-auth'

/**
 * Says for whom the server rendered this page. The layout around it survives client-side navigation, so it may still
 * stand for a user who has been replaced in another tab; then the whole page is loaded anew.
 */
export function RenderedFor({ userId }: { userId: string | null }) {
  const { session } = useAuthContext()
  useEffect(() => session.confirmUser(userId), [session, userId])
  return null
}
