// The session of a browser as its row tells it.
import type { BrowserContext } from '@playwright/test'
import { hashOf, sessionIdOf, successorOf } from '../forge.ts'
import { ageSession, readSession } from '../planted-session.ts'
import { findStack } from '../stack/from-environment.ts'
import { refreshTokenOf } from './session-cookies.ts'

/** Lets the grace pass, so that the next renewal rotates. @returns the token it will be asked with */
export async function ageBeyondGrace(context: BrowserContext): Promise<string> {
  const refreshToken = (await refreshTokenOf(context))!
  await ageSession(findStack()!, sessionIdOf(refreshToken), 3_600)
  return refreshToken
}

/** Whether the session has moved by exactly one generation since `refreshToken`. */
export async function hasRotatedOnce(refreshToken: string): Promise<boolean> {
  const stack = findStack()!
  const { token_hash: current } = await readSession(stack, sessionIdOf(refreshToken))
  return current.equals(hashOf(successorOf(stack.authSecret, refreshToken)))
}
