import {
  ArrowLeftRight,
  KeyRound,
  LogIn,
  LogOut,
  type LucideIcon,
  ShieldAlert,
  UserCog,
} from 'lucide-react'
import { deviceWords } from '@/components/device-words'
import { placeInWords } from '@/components/place-in-words'
import { ShownTime } from '@/components/shown-time'
import type { Activity } from '@/lib/audit/own-activity'
import { getTranslations } from '@/lib/i18n/translations'
import { toActivityKey } from './activity-words'

const icons: Record<Activity['type'], LucideIcon> = {
  sign_in: LogIn,
  sign_in_refused: ShieldAlert,
  sign_out: LogOut,
  sign_out_everywhere: LogOut,
  refresh_token_reuse: ShieldAlert,
  session_revoked: LogOut,
  admin_granted: UserCog,
  admin_withdrawn: UserCog,
  user_disabled: ShieldAlert,
  user_enabled: UserCog,
  user_deleted: UserCog,
  consent_granted: KeyRound,
  consent_withdrawn: KeyRound,
  consent_refused: KeyRound,
  reconsent_needed: KeyRound,
  account_exported: ArrowLeftRight,
  account_deleted: UserCog,
  google_security_event: ShieldAlert,
}

async function ActivityItem({ activity }: { activity: Activity }) {
  const t = await getTranslations('activity')
  const device = activity.device && (await deviceWords(activity.device))
  const place = await placeInWords(activity.truncatedAddress)
  const Icon = icons[activity.type]
  return (
    <li className="flex items-start gap-3 py-3">
      <Icon className="text-muted-foreground mt-0.5 size-5 shrink-0" aria-hidden="true" />
      <div className="min-w-0">
        <p>{t(toActivityKey(activity))}</p>
        <p className="text-muted-foreground text-sm">
          <ShownTime time={activity.at} />
          {device && <> · {device}</>}
          {activity.isOfThisSession && <> · {t('onThisDevice')}</>}
          {activity.isByThisSession && <> · {t('byThisDevice')}</>}
          {place && <> · {t('from', { place })}</>}
        </p>
      </div>
    </li>
  )
}

export async function ActivityList({ activities }: { activities: Activity[] }) {
  const t = await getTranslations('activity')
  return (
    <ul aria-label={t('title')} className="divide-border mt-2 divide-y">
      {activities.map((activity) => (
        <ActivityItem key={activity.id} activity={activity} />
      ))}
    </ul>
  )
}
