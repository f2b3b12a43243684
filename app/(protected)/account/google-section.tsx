import { CircleCheck, CircleDashed, Plug, TriangleAlert } from 'lucide-react'
import { GuardedForm } from '@/components/guarded-form'
import { connectTones } from '@/components/connect-tones'
import { Notice } from '@/components/notice'
import { Badge } from '@/components/ui/badge'
import { buttonVariants } from '@/components/ui/button-variants'
import type { ConnectOutcome } from '@/lib/auth/connect-outcomes'
import { paths } from '@/lib/config/paths'
import type { GoogleConnection } from '@/lib/google/connection'
import { type ScopeName, scopeNames } from '@/lib/google/scopes'
import { getTranslations } from '@/lib/i18n/translations'
import { AccountSection } from './account-section'

type Props = {
  /** null while nobody can tell. */
  connection: GoogleConnection | null
  /** How asking for a permission, or giving it back, has just ended. */
  outcome: ConnectOutcome | null
}
type State = 'connected' | 'lost' | 'absent'

const stateLooks = {
  connected: { icon: CircleCheck, variant: 'default' },
  lost: { icon: TriangleAlert, variant: 'destructive' },
  absent: { icon: CircleDashed, variant: 'outline' },
} as const satisfies Record<State, object>

function toState(name: ScopeName, { granted, needsReconnect }: GoogleConnection): State {
  if (!granted.includes(name)) return 'absent'
  return needsReconnect ? 'lost' : 'connected'
}

/** What we may see at Google, in plain words. Links and forms, so that all of it works without JavaScript. */
export async function GoogleSection({ connection, outcome }: Props) {
  const t = await getTranslations('account')
  return (
    <AccountSection id="google" heading={t('google.heading')} icon={Plug}>
      {outcome && (
        <div className="mt-3">
          <Notice tone={connectTones[outcome]}>
            <p>{t(`google.outcomes.${outcome}`)}</p>
          </Notice>
        </div>
      )}
      <p className="mt-3 max-w-prose">{t('google.intro')}</p>
      {connection === null && <p className="mt-3">{t('google.unknown')}</p>}
      {connection && (
        <ul className="divide-border mt-4 divide-y">
          {scopeNames.map((name) => (
            <Permission key={name} name={name} state={toState(name, connection)} />
          ))}
        </ul>
      )}
      {connection && connection.granted.length > 0 && <DisconnectForm />}
    </AccountSection>
  )
}

async function Permission({ name, state }: { name: ScopeName; state: State }) {
  const t = await getTranslations('account')
  const { icon: Icon, variant } = stateLooks[state]
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4 sm:flex-nowrap">
      <div className="max-w-prose min-w-0">
        <h3 className="font-medium">{t(`google.scopes.${name}.title`)}</h3>
        <p className="text-muted-foreground">{t(`google.scopes.${name}.purpose`)}</p>
        <Badge variant={variant} className="mt-2 whitespace-normal">
          <Icon aria-hidden="true" />
          {t(`google.state.${state}`)}
        </Badge>
      </div>
      {state !== 'connected' && (
        <a
          href={paths.googleConnect(name, paths.accountGoogle)}
          className={`${buttonVariants({ variant: 'outline' })} no-print shrink-0`}
        >
          <span>
            {t.rich(state === 'lost' ? 'google.reconnect' : 'google.connect', {
              title: t(`google.scopes.${name}.title`),
              hidden: (words) => <span className="sr-only">{words}</span>,
            })}
          </span>
        </a>
      )}
    </li>
  )
}

// Google knows one grant for a site: it can be withdrawn as a whole only.
async function DisconnectForm() {
  const t = await getTranslations('account')
  return (
    <GuardedForm action={paths.googleDisconnect} method="post" className="no-print mt-2">
      <input type="hidden" name="return" value="page" />
      <button type="submit" className={buttonVariants({ variant: 'outline' })}>
        {t('google.disconnect')}
      </button>
      <p className="text-muted-foreground mt-2 max-w-prose text-sm">{t('google.disconnectNote')}</p>
    </GuardedForm>
  )
}
