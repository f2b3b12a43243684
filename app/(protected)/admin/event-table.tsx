import Link from 'next/link'
import { placeInWords } from '@/components/place-in-words'
import { ShownTime } from '@/components/shown-time'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table'
import type { AuditEntry } from '@/lib/admin/list-audit-log'
import type { AuditEventType } from '@/lib/audit/record-audit-event'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'
import { UserLink } from './user-link'

type Props = {
  entries: AuditEntry[]
  label: string
  /** Where all of them are one user's, the column is left out. */
  withUser: boolean
}

export async function EventTable({ entries, label, withUser }: Props) {
  const t = await getTranslations('admin')
  const columns = [
    'time',
    'event',
    ...(withUser ? ['user' as const] : []),
    'actor',
    'place',
  ] as const
  return (
    <Table aria-label={label} className="mt-4">
      <TableHeader>
        <TableRow>
          {columns.map((name) => (
            <TableHead key={name}>{t(`audit.column.${name}`)}</TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {entries.map((entry) => (
          <EventRow key={entry.id} entry={entry} withUser={withUser} />
        ))}
      </TableBody>
    </Table>
  )
}

async function EventRow({ entry, withUser }: { entry: AuditEntry; withUser: boolean }) {
  const t = await getTranslations('admin')
  return (
    <TableRow>
      <TableCell data-label={t('audit.column.time')} className="md:whitespace-nowrap">
        <ShownTime time={entry.createdAt} />
      </TableCell>
      <TableCell data-label={t('audit.column.event')}>
        <EventInWords {...entry} />
      </TableCell>
      {withUser && (
        <TableCell data-label={t('audit.column.user')}>
          <Whom {...entry} />
        </TableCell>
      )}
      <TableCell data-label={t('audit.column.actor')}>
        <ByWhom {...entry} />
      </TableCell>
      <TableCell data-label={t('audit.column.place')} className="md:whitespace-nowrap">
        <span className="wrap-anywhere">{(await placeInWords(entry.truncatedAddress)) ?? '–'}</span>
      </TableCell>
    </TableRow>
  )
}

async function EventInWords({ type, reason }: AuditEntry) {
  const t = await getTranslations('admin')
  // A replica of another version may have written a type that this one has no words for.
  const isKnown = t.has(`events.${type as AuditEventType}`)
  return (
    <span className="min-w-0">
      {isKnown && <span className="block">{t(`events.${type as AuditEventType}`)}</span>}
      <code className="text-muted-foreground text-sm wrap-anywhere">
        {type}
        {reason && ` · ${reason}`}
      </code>
    </span>
  )
}

async function Whom({ user, userId }: AuditEntry) {
  if (user) return <UserLink user={user} />
  if (!userId) return <span>–</span>
  const t = await getTranslations('admin')
  return (
    <span className="min-w-0">
      <Link
        href={paths.adminAuditWith({ user: userId })}
        prefetch={false}
        className="link inline-flex min-h-6 items-center"
      >
        {t('audit.gone')}
      </Link>
      <code className="text-muted-foreground block text-sm wrap-anywhere">{userId}</code>
    </span>
  )
}

async function ByWhom({ actor, actorSessionId, userId }: AuditEntry) {
  if (!actorSessionId) return <span>–</span>
  const t = await getTranslations('admin')
  if (!actor) return <span>{t('audit.unknownActor')}</span>
  return actor.id === userId ? <span>{t('audit.itself')}</span> : <UserLink user={actor} />
}
