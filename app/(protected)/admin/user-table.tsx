import { ShownTime } from '@/components/shown-time'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table'
import type { ListedUser } from '@/lib/admin/list-users'
import { getTranslations } from '@/lib/i18n/translations'
import { UserBadges } from './user-badges'
import { UserLink } from './user-link'

const columns = ['user', 'state', 'sessions', 'lastSeen', 'joined'] as const

export async function UserTable({ users }: { users: ListedUser[] }) {
  const t = await getTranslations('admin')
  return (
    <Table aria-label={t('users.table')} className="mt-4">
      <TableHeader>
        <TableRow>
          {columns.map((name) => (
            <TableHead key={name}>{t(`users.column.${name}`)}</TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {users.map((user) => (
          <UserRow key={user.id} user={user} />
        ))}
      </TableBody>
    </Table>
  )
}

async function UserRow({ user }: { user: ListedUser }) {
  const t = await getTranslations('admin')
  const { name, role, disabledAt, sessions, lastSeenAt, createdAt } = user
  return (
    <TableRow>
      <TableCell data-label={t('users.column.user')}>
        <span className="min-w-0">
          <UserLink user={user} />
          <bdi className="text-muted-foreground block break-words">{name ?? t('users.noName')}</bdi>
        </span>
      </TableCell>
      <TableCell data-label={t('users.column.state')}>
        <UserBadges role={role} isBlocked={disabledAt !== null} />
      </TableCell>
      <TableCell data-label={t('users.column.sessions')}>
        {t('users.liveSessions', { count: sessions })}
      </TableCell>
      <TableCell data-label={t('users.column.lastSeen')}>
        {lastSeenAt ? <ShownTime time={lastSeenAt} /> : t('users.notSeen')}
      </TableCell>
      <TableCell data-label={t('users.column.joined')}>
        <ShownTime time={createdAt} />
      </TableCell>
    </TableRow>
  )
}
