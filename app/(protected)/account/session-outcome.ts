/** How the attempt to end a session ended; the words are in the messages’ area "sessions". */
export type SessionOutcome = 'ended' | 'others_ended' | 'not_found' | 'refused' | 'failed'
