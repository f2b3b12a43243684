import type { Context } from 'oidc-provider'

/** The shape in which Google's APIs refuse. */
export function answerGoogleError(
  ctx: Context,
  code: number,
  { status, message }: { status: string; message: string },
): void {
  ctx.status = code
  if (code === 401) ctx.set('www-authenticate', 'Bearer realm="https://accounts.google.com/"')
  ctx.body = { error: { code, message, status } }
}
