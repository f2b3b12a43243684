import { connectMessages } from '@/components/connect-messages'
import { Notice } from '@/components/notice'
import type { ConnectOutcome } from '@/lib/auth/connect-outcomes'
import { shownUserField } from '@/lib/browser/shown-user'
import { paths } from '@/lib/config/paths'
import type { GoogleConnection } from '@/lib/google/connection'
import { type ScopeName, googleScopes, scopeNames } from '@/lib/google/scopes'
import { buttonVariants } from '@/components/ui/button-variants'

type Props = {
  userId: string
  /** null while nobody can tell. */
  connection: GoogleConnection | null
  /** How asking for a permission, or giving it back, has just ended. */
  outcome: ConnectOutcome | null
}
type State = 'connected' | 'lost' | 'absent'

const stateWords: Record<State, string> = {
  connected: 'Connected',
  lost: 'Google access was removed',
  absent: 'Not connected',
}

function toState(name: ScopeName, { granted, needsReconnect }: GoogleConnection): State {
  if (!granted.includes(name)) return 'absent'
  return needsReconnect ? 'lost' : 'connected'
}

/** What we may see at Google, in plain words. Links and forms, so that all of it works without JavaScript. */
export function GoogleSection({ userId, connection, outcome }: Props) {
  const message = outcome && connectMessages[outcome]
  return (
    <section aria-labelledby="google" className="card mt-6 p-5 sm:p-6">
      <h2 id="google" className="text-xl font-semibold">
        Google permissions
      </h2>
      {message && (
        <div className="mt-3">
          <Notice tone={message.tone}>
            <p>{message.text}</p>
          </Notice>
        </div>
      )}
      <p className="mt-3 max-w-prose">
        Signing in shows us your name, e-mail address and picture. Everything else is up to you, and
        can be taken back here at any time.
      </p>
      {connection === null && (
        <p className="mt-3">
          What is connected cannot be shown at the moment. Nothing is lost, and you are not signed
          out.
        </p>
      )}
      {connection && (
        <ul className="divide-border mt-4 divide-y">
          {scopeNames.map((name) => (
            <Permission key={name} name={name} state={toState(name, connection)} />
          ))}
        </ul>
      )}
      {connection && connection.granted.length > 0 && <DisconnectForm userId={userId} />}
    </section>
  )
}

function Permission({ name, state }: { name: ScopeName; state: State }) {
  const { title, purpose } = googleScopes[name]
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
      <div className="max-w-prose min-w-0">
        <h3 className="font-medium">{title}</h3>
        <p className="text-muted-foreground">{purpose}</p>
        <p className="mt-1 text-sm font-medium">{stateWords[state]}</p>
      </div>
      {state !== 'connected' && (
        <a
          href={paths.googleConnect(name, paths.account)}
          className={`${buttonVariants({ variant: 'outline' })} no-print`}
        >
          {state === 'lost' ? 'Reconnect' : 'Connect'}
          <span className="sr-only">: {title}</span>
        </a>
      )}
    </li>
  )
}

// Google knows one grant for a site: it can be withdrawn as a whole only.
function DisconnectForm({ userId }: { userId: string }) {
  return (
    <form action={paths.googleDisconnect} method="post" className="no-print mt-2">
      <input type="hidden" name="return" value="page" />
      <input type="hidden" name={shownUserField} value={userId} />
      <button type="submit" className={buttonVariants({ variant: 'outline' })}>
        Disconnect from Google
      </button>
      <p className="text-muted-foreground mt-2 max-w-prose text-sm">
        Takes back all of these at once, also at Google. You stay signed in.
      </p>
    </form>
  )
}
