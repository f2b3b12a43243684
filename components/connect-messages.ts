import type { ConnectOutcome } from '@/lib/auth/connect-outcomes'

export type ConnectMessage = { tone: 'notice' | 'alarm'; text: string }

/** Our words for each way that asking for a Google permission, or giving one back, can end. Never Google's text. */
export const connectMessages: Record<ConnectOutcome, ConnectMessage> = {
  connected: { tone: 'notice', text: 'Connected. You can take this back here at any time.' },
  not_granted: {
    tone: 'notice',
    text: 'Google was asked, but the box for this permission was left empty, so nothing new is connected. To connect it, try again and tick the box.',
  },
  cancelled: { tone: 'notice', text: 'You cancelled at Google. Nothing has changed.' },
  other_account: {
    tone: 'alarm',
    text: 'You chose another Google account than the one you sign in with here. Nothing has changed; try again with the same account.',
  },
  session_changed: {
    tone: 'alarm',
    text: 'Somebody signed in or out while Google’s page was open. Nothing has changed; please try again.',
  },
  provider_unavailable: {
    tone: 'alarm',
    text: 'Google is having trouble. Nothing has changed, and you are not signed out. Please try again in a moment.',
  },
  service_unavailable: {
    tone: 'alarm',
    text: 'This site is having trouble. You are not signed out. Please try again in a moment.',
  },
  failed: { tone: 'alarm', text: 'That did not work, and nothing has changed. Please try again.' },
  disconnected: {
    tone: 'notice',
    text: 'Disconnected. Nothing of your Google tokens is kept here any more.',
  },
}
