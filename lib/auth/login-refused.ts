import type { LoginErrorCode } from './login-errors'

/** A sign-in that ends on the login page. `account` is the address that was refused, to be named there. */
export class LoginRefused extends Error {
  readonly code: LoginErrorCode
  readonly account: string | null

  constructor(code: LoginErrorCode, options: { account?: string; cause?: unknown } = {}) {
    super(code, { cause: options.cause })
    this.name = 'LoginRefused'
    this.code = code
    this.account = options.account ?? null
  }
}
