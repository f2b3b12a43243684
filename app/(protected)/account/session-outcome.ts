/** How the attempt to end a session ended; the words are in the messages’ area "sessions". */
export type SessionOutcome =
  | 'ended'
  | 'others_ended'
  | 'not_found'
  /** Somebody else is signed in than the page was made for. */
  | 'changed'
  | 'refused'
  | 'failed'
