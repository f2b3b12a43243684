import { ButtonLink } from '@/components/button-link'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { NativeSelect } from '@/components/ui/native-select'
import type { AuditField, AuditQuery } from '@/lib/admin/audit-query'
import { auditEventTypes } from '@/lib/audit/record-audit-event'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'

type Props = Pick<AuditQuery, 'shown' | 'faults'>

/** A plain GET form: what is shown has an address of its own. */
export async function AuditFilter({ shown, faults }: Props) {
  const t = await getTranslations('admin')
  const isFiltered = Object.values(shown).some(Boolean)
  return (
    <Card className="no-print mt-6">
      <form action={paths.adminAudit} method="get" className="grid gap-4 sm:grid-cols-2">
        <div>
          <Label htmlFor="type">{t('audit.type')}</Label>
          <NativeSelect
            {...fieldOf('type', faults)}
            defaultValue={faults.includes('type') ? '' : shown.type}
          >
            <option value="">{t('audit.anyType')}</option>
            {auditEventTypes.map((type) => (
              <option key={type} value={type}>
                {t(`events.${type}`)} ({type})
              </option>
            ))}
          </NativeSelect>
          <Fault field="type" faults={faults} />
        </div>
        <div>
          <Label htmlFor="user">{t('audit.user')}</Label>
          <Input
            {...fieldOf('user', faults)}
            defaultValue={shown.user}
            maxLength={320}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
          <Fault field="user" faults={faults} />
        </div>
        {(['from', 'to'] as const).map((field) => (
          <div key={field}>
            <Label htmlFor={field}>{t(`audit.${field}`)}</Label>
            <Input {...fieldOf(field, faults)} type="date" defaultValue={shown[field]} />
            <Fault field={field} faults={faults} />
          </div>
        ))}
        <div className="flex flex-wrap gap-3 sm:col-span-2">
          <Button type="submit">{t('audit.submit')}</Button>
          {isFiltered && (
            <ButtonLink href={paths.adminAudit} variant="outline">
              {t('audit.reset')}
            </ButtonLink>
          )}
        </div>
      </form>
    </Card>
  )
}

function fieldOf(name: AuditField, faults: readonly AuditField[]) {
  const isFaulty = faults.includes(name)
  return {
    ...{ id: name, name, className: 'mt-1' },
    'aria-invalid': isFaulty || undefined,
    'aria-describedby': isFaulty ? `${name}-fault` : undefined,
  }
}

async function Fault({ field, faults }: { field: AuditField; faults: readonly AuditField[] }) {
  if (!faults.includes(field)) return null
  const t = await getTranslations('admin')
  return (
    <p id={`${field}-fault`} className="text-destructive mt-1 text-sm">
      {t(`audit.faults.${field}`)}
    </p>
  )
}
