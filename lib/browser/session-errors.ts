/** The session is over: nothing was sent, or the server refused to renew it. */
export class SessionEndedError extends Error {
  override name = 'SessionEndedError'
  constructor() {
    super('The session has ended.')
  }
}

/** Somebody else is signed in now. The request was not repeated in their name. */
export class SessionChangedError extends Error {
  override name = 'SessionChangedError'
  constructor() {
    super('Another user is signed in now.')
  }
}

/** The server could not be asked for now: offline, or the server in trouble. Not a sign-out. */
export class SessionUnavailableError extends Error {
  override name = 'SessionUnavailableError'
  readonly retryAfterSeconds: number | null
  constructor(retryAfterSeconds: number | null) {
    super('The server cannot be asked about the session for now.')
    this.retryAfterSeconds = retryAfterSeconds
  }
}
