import type { ReactNode } from 'react'
import { getTranslations } from '@/lib/i18n/translations'
import type { LabView } from '@/lib/lab/lab-view'
import { LabClock } from './lab-clock'

/** Ages and what is left of them: never a token, never a hash. */
export async function LabFigures({ view }: { view: LabView }) {
  const t = await getTranslations('lab')
  const { access, session, graceSeconds } = view
  return (
    <div className="mt-4 grid gap-x-8 gap-y-6 sm:grid-cols-3">
      <Figures heading={t('access.heading')} none={t('access.none')}>
        {access && (
          <>
            <Figure name={t('access.age')} value={<LabClock secondsAgo={access.age} />} />
            <Figure name={t('access.left')} value={<LabClock secondsAgo={-access.left} />} />
          </>
        )}
      </Figures>
      <Figures heading={t('refresh.heading')} none={t('session.none')}>
        {session && (
          <>
            <Figure name={t('refresh.rotated')} value={<LabClock secondsAgo={session.rotated} />} />
            <Figure
              name={t('refresh.generation')}
              value={session.hasPredecessor ? t('refresh.later') : t('refresh.first')}
            />
            <Figure
              name={t('refresh.grace')}
              value={t('refresh.graceText', { seconds: graceSeconds })}
            />
          </>
        )}
      </Figures>
      <Figures heading={t('session.heading')} none={t('session.none')}>
        {session && (
          <>
            <Figure name={t('session.begun')} value={<LabClock secondsAgo={session.begun} />} />
            <Figure
              name={t('session.lastSeen')}
              value={<LabClock secondsAgo={session.lastSeen} />}
            />
            <Figure
              name={t('session.idleLeft')}
              value={<LabClock secondsAgo={-session.idleLeft} />}
            />
            <Figure
              name={t('session.absoluteLeft')}
              value={<LabClock secondsAgo={-session.absoluteLeft} />}
            />
          </>
        )}
      </Figures>
    </div>
  )
}

type FiguresProps = { heading: string; none: string; children: ReactNode }

function Figures({ heading, none, children }: FiguresProps) {
  return (
    <div className="min-w-0">
      <h3 className="font-semibold">{heading}</h3>
      {children ? <dl className="mt-2 space-y-2">{children}</dl> : <p className="mt-2">{none}</p>}
    </div>
  )
}

function Figure({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div>
      <dt className="text-muted-foreground text-sm">{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
