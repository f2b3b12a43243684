import { ButtonLink } from '@/components/button-link'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'
import { NativeSelect } from '@/components/ui/native-select'
import type { UserQuery } from '@/lib/admin/user-query'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'
import { userStates } from '@/lib/user/user-states'

/** A plain GET form: what is shown has an address of its own. */
export async function UserSearch({ q, state }: UserQuery) {
  const t = await getTranslations('admin')
  return (
    <Card className="no-print mt-6">
      <form action={paths.admin} method="get" role="search" className="flex flex-wrap gap-4">
        <div className="min-w-48 flex-2">
          <Label htmlFor="q">{t('users.search')}</Label>
          <Input
            id="q"
            name="q"
            type="search"
            defaultValue={q}
            maxLength={100}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby="q-hint"
            className="mt-1"
          />
          <p id="q-hint" className="text-muted-foreground mt-1 text-sm">
            {t('users.searchHint')}
          </p>
        </div>
        <div className="min-w-40 flex-1">
          <Label htmlFor="state">{t('users.state')}</Label>
          <NativeSelect id="state" name="state" defaultValue={state} className="mt-1">
            {userStates.map((name) => (
              <option key={name} value={name}>
                {t(`users.stateOptions.${name}`)}
              </option>
            ))}
          </NativeSelect>
        </div>
        <div className="flex w-full flex-wrap gap-3">
          <Button type="submit">{t('users.submit')}</Button>
          {(q || state !== 'all') && (
            <ButtonLink href={paths.admin} variant="outline">
              {t('users.reset')}
            </ButtonLink>
          )}
        </div>
      </form>
    </Card>
  )
}
